package dev.adjoint.train;

import java.util.OptionalInt;

/// What a [Trainer] tells while it runs, in this order: started, steps and epochs, finished;
/// remarks come between them.
public sealed interface TrainEvent {

  /// The loop is about to run.
  ///
  /// @param parameters the number of trainable numbers
  /// @param samples the number of training samples; empty for a stream
  /// @param batches the number of batches in an epoch; empty for a stream
  /// @param epochs the last epoch
  /// @param place where it begins; not the start when a run is resumed
  record Started(
      long parameters, OptionalInt samples, OptionalInt batches, int epochs, Progress place)
      implements TrainEvent {}

  /// A step was taken.
  ///
  /// @param place after the step
  /// @param samples of the step
  /// @param loss of these samples, before the step
  /// @param running figures over the epoch so far
  record BatchDone(Progress place, int samples, double loss, Figures running)
      implements TrainEvent {}

  /// An epoch is over and the model was validated.
  ///
  /// @param isBest whether the validation figure is the best so far; false without validation
  record EpochDone(EpochRecord record, boolean isBest) implements TrainEvent {}

  /// Training is over; the model has its best weights unless it was interrupted.
  ///
  /// @param best the best epoch; [Best#NONE] without validation
  record Finished(Ending ending, Best best) implements TrainEvent {}

  /// Something that people should know, said once.
  sealed interface Remark extends TrainEvent {

    /// One sentence for people.
    String text();
  }

  /// The steps are computed operation by operation and not replayed from a recording, which gives
  /// the same bits and is slower.
  ///
  /// @param reason why they cannot be recorded
  record NotRecorded(String reason) implements Remark {
    @Override
    public String text() {
      return "Each step is computed operation by operation, which is slower than a recorded step: "
          + reason;
    }
  }

  /// The last batch of an epoch is left out, because batch normalisation cannot work on a single
  /// sample. Each epoch leaves out another sample.
  ///
  /// @param samples how many
  record LastBatchLeftOut(int samples) implements Remark {
    @Override
    public String text() {
      return "The last batch of each epoch would be a single sample, on which batch normalisation cannot work; it is left out, another sample in each epoch";
    }
  }

  /// A resumed run has done all its epochs already: nothing is trained.
  ///
  /// @param done the epochs of the run so far
  /// @param epochs the last epoch that is wanted
  record NothingLeft(int done, int epochs) implements Remark {
    @Override
    public String text() {
      return "Nothing is left to train: %d epochs are done and %d are wanted; ask for more epochs to go on"
          .formatted(done, epochs);
    }
  }

  /// Why training ended.
  enum Ending {
    /// All epochs were run.
    COMPLETED,
    /// The validation figure stopped getting better.
    STOPPED_EARLY,
    /// Someone asked for it; a checkpoint tells where to go on.
    INTERRUPTED
  }
}
