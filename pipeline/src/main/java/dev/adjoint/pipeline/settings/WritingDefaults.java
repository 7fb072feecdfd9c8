package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;

/// The settings that fit language models, used where the user says nothing; chosen by trying them
/// on tiny Shakespeare (1.1 million characters).
///
/// @param data the training part and the validation part
/// @param rate the step size of Adam
public record WritingDefaults(Prepared data, double rate) implements Defaults {

  private static final int BATCH = 16;

  /// Samples that a run sees at least, so that a short text is read more often than a long one.
  private static final int SEEN = 60_000;

  private static final int MOST_EPOCHS = 50;

  @Override
  public int batch() {
    return BATCH;
  }

  @Override
  public int epochs() {
    int count = data.training() instanceof Samples samples ? samples.count() : SEEN;
    return Math.clamp((SEEN + count - 1) / Math.max(1, count), 1, MOST_EPOCHS);
  }

  @Override
  public int patience(int epochs) {
    return 3;
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer.rateLike(rate);
  }
}
