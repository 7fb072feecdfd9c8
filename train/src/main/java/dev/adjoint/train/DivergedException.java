package dev.adjoint.train;

/// The loss is no longer a finite number, so training cannot continue.
public final class DivergedException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never sent anywhere.
  private final Progress progress;

  DivergedException(Progress progress, double loss, String rule) {
    super(
        "train: the loss became %s at epoch %d, batch %d (step %d) with %s; lower the rate, or check the data for huge values"
            .formatted(
                loss, progress.epoch() + 1, progress.batch() + 1, progress.step() + 1, rule));
    this.progress = progress;
  }

  /// The monitored validation figure was not a finite number after any epoch.
  DivergedException(Progress progress, String figure, String rule) {
    super(
        "train: the validation %s was not a finite number after any of %d epochs with %s; lower the rate, or check the data for huge values"
            .formatted(figure, progress.epoch(), rule));
    this.progress = progress;
  }

  /// The step that gave the loss.
  public Progress progress() {
    return progress;
  }
}
