package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;

/// The settings that fit convolutional networks on images, used where the user says nothing. Each
/// number was chosen by trying it on sign-digits (1,000 photographs) and MNIST.
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

  /// Few images are seen more often.
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

  /// Photographs are changed in ways that keep what they show; images of a single channel, such as
  /// digits, are not.
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
