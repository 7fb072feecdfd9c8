/// Training: the loop, what it tells while it runs, and how it goes on after a break.
///
/// - [Trainer]: the loop, configured by [TrainOptions], telling its listeners [TrainEvent]s. A
///   [Step] computes the loss of a batch; `TrainingStep` replays it from a recording where the
///   model allows it, and `Parts` finds out whether it does.
/// - [Figures], [EpochRecord], [Evaluation]: how good a model is. `EpochSums` gathers loss and
///   metrics over batches.
/// - [Monitor], [Best]: which epoch is the best, and when to stop. [ClassWeights]: how much each
///   class counts.
/// - [Weights]: the weights of a model in a file. [TrainingState]: everything that a loop of your
///   own needs to go on. [Checkpoint]: the same for a trainer.
/// - [TimeLine]: any step of a run again, forwards and backwards; `KeyFrames` keeps some states.
@NullMarked
package dev.adjoint.train;

import org.jspecify.annotations.NullMarked;
