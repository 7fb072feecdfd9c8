package dev.adjoint.train.search;

import java.util.Arrays;
import java.util.Objects;

/// The losses of a training by its rising rate, up to the rate at which the loss exploded.
///
/// The loss is smoothed by `m ← 0.9·m + 0.1·L`, divided by `1 − 0.9ᵗ`.
///
/// @param rates in rising order
/// @param losses before the step with that rate
/// @param smoothed the smoothed losses
public record RateCurve(double[] rates, double[] losses, double[] smoothed) {

  /// Steps before this one do not decide, because the smoothed loss is still that of few steps.
  private static final int FIRST = 8;

  private static final int FEWEST = 3;

  /// Checks the lengths.
  public RateCurve {
    Objects.requireNonNull(rates, "rate finder: the array of rates is null; give one");
    Objects.requireNonNull(losses, "rate finder: the array of losses is null; give one");
    Objects.requireNonNull(smoothed, "rate finder: the array of smoothed losses is null; give one");
    if (rates.length != losses.length || rates.length != smoothed.length) {
      throw new IllegalArgumentException(
          "rate finder: there are %d rates, %d losses and %d smoothed losses; give one of each for each step"
              .formatted(rates.length, losses.length, smoothed.length));
    }
  }

  /// The rate to choose: that at which the smoothed loss falls fastest with the logarithm of the
  /// rate, before its least value.
  ///
  /// @throws IllegalStateException if the loss never falls, or explodes within three steps
  public double suggestion() {
    int least = position();
    int from = Math.min(FIRST, Math.max(0, least - 1));
    double most = 0;
    int steepest = -1;
    for (int i = from; i < least; i++) {
      if (smoothed[i] - smoothed[i + 1] > most) {
        most = smoothed[i] - smoothed[i + 1];
        steepest = i;
      }
    }
    if (steepest < 0) {
      throw new IllegalStateException(
          "rate finder: the loss falls at no rate from %s to %s; begin with a smaller one, or look at the model"
              .formatted(rates[0], rates[rates.length - 1]));
    }
    return rates[steepest];
  }

  /// The rate with the least smoothed loss, above which a training does not stay.
  ///
  /// @throws IllegalStateException if the loss explodes within three steps
  public double least() {
    return rates[position()];
  }

  private int position() {
    if (rates.length < FEWEST) {
      throw new IllegalStateException(
          "rate finder: the loss is not finite, or four times the first one, after %d steps; check the data and the loss with diagnose, or begin with a smaller rate"
              .formatted(rates.length));
    }
    int least = 0;
    for (int i = 0; i < smoothed.length; i++) {
      least = smoothed[i] < smoothed[least] ? i : least;
    }
    return least;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateCurve(var x, var y, var z)
        && Arrays.equals(rates, x)
        && Arrays.equals(losses, y)
        && Arrays.equals(smoothed, z);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(rates), Arrays.hashCode(losses), Arrays.hashCode(smoothed));
  }

  @Override
  public String toString() {
    return "%d rates up to %s"
        .formatted(rates.length, rates.length == 0 ? 0 : rates[rates.length - 1]);
  }
}
