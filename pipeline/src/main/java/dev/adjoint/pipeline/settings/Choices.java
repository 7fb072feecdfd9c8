package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;

/// The settings that fit tables and perceptrons, used where the user says nothing.
///
/// Tables get many epochs, images the usual ones of a first network for them. Each number was
/// chosen by trying it on the data of the README.
///
/// @param data the training part and the validation part
/// @param decay the weight decay of AdamW
public record Choices(Prepared data, double decay) implements Defaults {

  /// What a stream counts as, whose samples cannot be counted before they are read.
  private static final int MANY = Integer.MAX_VALUE;

  /// The settings with the usual weight decay of AdamW.
  ///
  /// @param data the training part and the validation part
  public Choices(Prepared data) {
    this(data, OptimizerChoice.ADAMW.usualWeightDecay());
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
    return isImages() ? optimizer.usualRate() : optimizer.rateLike(5 * optimizer.usualRate());
  }

  @Override
  public double weightDecay(OptimizerChoice optimizer) {
    return optimizer == OptimizerChoice.ADAMW ? decay : optimizer.usualWeightDecay();
  }
}
