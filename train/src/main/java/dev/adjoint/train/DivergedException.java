package dev.adjoint.train;

/// A loss that is no longer a finite number; nothing after it would mean anything.
public final class DivergedException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never sent anywhere.
  private final Progress place;

  DivergedException(Progress place, double loss, String rule) {
    super(
        "train: the loss became %s at epoch %d, batch %d (step %d) with %s; lower the rate, or check the data for huge values"
            .formatted(loss, place.epoch() + 1, place.batch() + 1, place.step() + 1, rule));
    this.place = place;
  }

  /// The same for a model whose monitored figure on the held-out samples was never a finite number.
  DivergedException(Progress place, String figure, String rule) {
    super(
        "train: the validation %s was not a finite number after any of %d epochs with %s; lower the rate, or check the data for huge values"
            .formatted(figure, place.epoch(), rule));
    this.place = place;
  }

  /// The step that gave the loss.
  public Progress place() {
    return place;
  }
}
