/// Training: the loop, its events, and how a run is saved and continued.
///
/// - [Trainer]: the loop, configured by [TrainOptions]; its listeners get [TrainEvent]s. A [Step]
///   computes the loss of a batch. `TrainingStep` records and replays it if `Parts` finds nothing
///   in the model that a replay would get wrong.
/// - [Evaluation]: the [Figures] of a model, its loss and metrics. [EpochRecord]: the figures of an
///   epoch. `EpochSums` adds them up over batches.
/// - [Monitor], [Best]: which epoch is the best, and when to stop. [ClassWeights]: how much each
///   class counts.
/// - [Weights]: the weights of a model in a file. [TrainingState]: everything that a loop of your
///   own needs to continue. [Checkpoint]: the same for a trainer.
/// - [PeerProcesses]: other processes that take the same steps, see [Trainer#sharedWith].
///   `SharedRun` is what they agree on, `SharedStep` a step whose batches they share,
///   `RunningBuffers` what batch normalisation needs there.
/// - [TimeLine]: computes any step of a run again, forwards and backwards; `KeyFrames` keeps some
///   states.
///
/// `dev.adjoint.train.search` searches for hyperparameters.
@NullMarked
package dev.adjoint.train;

import org.jspecify.annotations.NullMarked;
