/// Training: the loop, what it tells while it runs, and how it goes on after a break.
///
/// - [Trainer]: the loop, configured by [TrainOptions], emitting [TrainEvent]s; `TrainingStep` runs
///   its steps from a recording where the model allows it.
/// - [Scoring], [Figures], [Evaluation]: how good a model is.
/// - [Best]: the best model so far and when to stop.
/// - [Checkpoint]: everything that a resumed run needs to end in the same bits.
@NullMarked
package dev.adjoint.train;

import org.jspecify.annotations.NullMarked;
