package dev.adjoint.train;

import java.util.OptionalInt;

/// The events of a [Trainer], in this order: started, steps and epochs, finished. Remarks come
/// between them.
public sealed interface TrainEvent {

  /// The loop is about to run.
  ///
  /// @param parameters the number of trainable numbers
  /// @param samples the number of training samples; empty for a stream
  /// @param batches the number of batches in an epoch; empty for a stream
  /// @param epochs the last epoch
  /// @param progress where training begins; a resumed run does not begin at the start
  record Started(
      long parameters, OptionalInt samples, OptionalInt batches, int epochs, Progress progress)
      implements TrainEvent {}

  /// A step is done.
  ///
  /// @param progress the progress after the step
  /// @param samples the number of samples of the step
  /// @param loss the mean loss of these samples, before the step
  /// @param running the figures over the epoch so far
  record BatchDone(Progress progress, int samples, double loss, Figures running)
      implements TrainEvent {}

  /// An epoch is done and the model has been validated.
  ///
  /// @param isBest whether the validation figure is the best so far; false without validation
  record EpochDone(EpochRecord record, boolean isBest) implements TrainEvent {}

  /// Training is over; the model has its best weights unless it was interrupted.
  ///
  /// @param best the best epoch; [Best#NONE] without validation
  record Finished(Ending ending, Best best) implements TrainEvent {}

  /// Something that people should know. Each remark comes once.
  sealed interface Remark extends TrainEvent {

    /// One sentence for people.
    String text();
  }

  /// The steps are computed operation by operation and not replayed from a recording, which gives
  /// the same bits but is slower.
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
  /// sample. It is another sample in each epoch.
  ///
  /// @param samples how many
  record LastBatchLeftOut(int samples) implements Remark {
    @Override
    public String text() {
      return "The last batch of each epoch would be a single sample, on which batch normalisation cannot work; it is left out, another sample in each epoch";
    }
  }

  /// A resumed run has done all its epochs already, so nothing is trained.
  ///
  /// @param done the epochs of the run so far
  /// @param epochs the last epoch of the options
  record NothingLeft(int done, int epochs) implements Remark {
    @Override
    public String text() {
      return "Nothing is left to train: %d of %d epochs are done; ask for more epochs to continue"
          .formatted(done, epochs);
    }
  }

  /// Why training ended.
  enum Ending {
    /// All epochs were run.
    COMPLETED,
    /// The validation figure stopped getting better.
    STOPPED_EARLY,
    /// [Trainer#stop] was called. A checkpoint tells where to continue.
    INTERRUPTED
  }
}
