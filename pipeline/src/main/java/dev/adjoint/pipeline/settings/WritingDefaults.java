package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;

/// The default settings for language models, chosen by experiments on tiny Shakespeare (1.1 million
/// characters).
///
/// @param data the training part and the validation part
/// @param rate the step size of Adam
public record WritingDefaults(Prepared data, double rate) implements Defaults {

  private static final int BATCH = 16;

  /// The least number of samples in all epochs, so that a short text gets more epochs than a long
  /// one.
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
