package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;

/// The default settings for tables and perceptrons.
///
/// Tables get many epochs, images as many as is usual in introductions. Each number was chosen by
/// experiments on the data of the README.
///
/// @param data the training part and the validation part
/// @param decay the weight decay of AdamW
/// @param tableRate the step size for tables as a multiple of the optimizer's usual one
public record Choices(Prepared data, double decay, double tableRate) implements Defaults {

  /// The number of samples that is assumed for a stream, whose samples cannot be counted before
  /// they are read.
  private static final int MANY = Integer.MAX_VALUE;

  /// The settings with the usual weight decay of AdamW, and for tables five times its usual rate.
  ///
  /// @param data the training part and the validation part
  public Choices(Prepared data) {
    this(data, OptimizerChoice.ADAMW.usualWeightDecay(), 5);
  }

  private boolean isImages() {
    return data.preprocessing().featureShape().rank() > 1;
  }

  /// The samples in a step. Few samples get small batches, because large ones would leave too few
  /// steps to learn in.
  @Override
  public int batch() {
    int count = data.training() instanceof Samples samples ? samples.count() : MANY;
    return count < 500 ? 16 : count < 5000 ? 32 : 64;
  }

  /// The last epoch.
  @Override
  public int epochs() {
    return isImages() ? 30 : 100;
  }

  /// Three epochs in ten, because the validation loss of small tables rises and falls from epoch to
  /// epoch.
  @Override
  public int patience(int epochs) {
    return Math.max(5, 3 * epochs / 10);
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  /// The step size. Tables train well with a larger one than images.
  @Override
  public double rate(OptimizerChoice optimizer) {
    return isImages()
        ? optimizer.usualRate()
        : optimizer.rateLike(tableRate * optimizer.usualRate());
  }

  @Override
  public double weightDecay(OptimizerChoice optimizer) {
    return optimizer == OptimizerChoice.ADAMW ? decay : optimizer.usualWeightDecay();
  }
}
