package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;

/// The default settings for convolutional networks on images. Each number was chosen by experiments
/// on sign-digits (1,000 photographs) and MNIST.
///
/// @param data the training part and the validation part
public record ImageDefaults(Prepared data) implements Defaults {

  private static final int FEW = 2000;

  private boolean isFew() {
    return data.training() instanceof Samples samples && samples.count() < FEW;
  }

  @Override
  public int batch() {
    return isFew() ? 16 : 64;
  }

  /// Small sets of images get more epochs.
  @Override
  public int epochs() {
    return isFew() ? 30 : 10;
  }

  /// The step size falls to 0 over all epochs, so the last ones are the best.
  @Override
  public int patience(int epochs) {
    return 0;
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer.rateLike(0.003);
  }

  /// Photographs are changed in ways that keep their class; images of a single channel, such as
  /// digits, are not changed.
  @Override
  public Augmentation augmentation() {
    return data.preprocessing().form() instanceof InputForm.Image image && image.channels() == 3
        ? Augmentation.USUAL
        : Augmentation.NONE;
  }

  @Override
  public StepSize schedule() {
    return StepSize.COSINE;
  }
}
