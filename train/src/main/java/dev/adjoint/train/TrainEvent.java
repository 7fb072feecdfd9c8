package dev.adjoint.train;

/// What a [Trainer] tells while it runs, in this order: started, batches and epochs, finished.
public sealed interface TrainEvent {

  /// The loop is about to run.
  ///
  /// @param parameters the number of trainable numbers
  /// @param samples the number of training samples
  /// @param batches the number of batches in an epoch
  /// @param epochs the last epoch
  /// @param place where it begins; not the start when a run is resumed
  record Started(long parameters, int samples, int batches, int epochs, Progress place)
      implements TrainEvent {}

  /// A step was taken.
  ///
  /// @param place after the step
  /// @param loss of this batch, before the step
  /// @param running means over the epoch so far
  record BatchDone(Progress place, int samples, double loss, Figures running)
      implements TrainEvent {}

  /// An epoch is over and the model was validated.
  ///
  /// @param isBest whether the validation loss is the lowest so far
  record EpochDone(EpochRecord record, boolean isBest) implements TrainEvent {}

  /// Training is over; the model has its best weights unless it was interrupted.
  record Finished(Ending ending, Best best) implements TrainEvent {}

  /// Why training ended.
  enum Ending {
    /// All epochs were run.
    COMPLETED,
    /// The validation loss stopped getting better.
    STOPPED_EARLY,
    /// Someone asked for it; a checkpoint tells where to go on.
    INTERRUPTED
  }
}
