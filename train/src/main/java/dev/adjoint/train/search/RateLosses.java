package dev.adjoint.train.search;

import java.util.Arrays;

/// The losses of a [RateFinder], as its training goes on.
final class RateLosses {

  /// The share of the past in the smoothed loss.
  private static final double PAST = 0.9;

  /// The search ends where the smoothed loss is this many times its least value.
  private static final double TOO_MUCH = 4;

  private final RateFinder finder;
  private final double[] losses;
  private final double[] smoothed;
  private int count;
  private double mean;
  private double least = Double.POSITIVE_INFINITY;

  RateLosses(RateFinder finder) {
    this.finder = finder;
    this.losses = new double[finder.steps()];
    this.smoothed = new double[finder.steps()];
  }

  /// Whether all steps have their loss.
  boolean isFull() {
    return count == losses.length;
  }

  /// Adds the loss of the next step.
  ///
  /// @return whether the search goes on; a loss that ends it is not added
  boolean add(double loss) {
    mean = PAST * mean + (1 - PAST) * loss;
    double now = mean / (1 - StrictMath.pow(PAST, count + 1.0));
    boolean exploded = least > 0 && now > TOO_MUCH * least;
    if (exploded || !Double.isFinite(loss)) {
      return false;
    }
    least = Math.min(least, now);
    losses[count] = loss;
    smoothed[count] = now;
    count++;
    return true;
  }

  RateCurve curve() {
    double[] rates = new double[count];
    for (int i = 0; i < count; i++) {
      rates[i] = finder.schedule().at(i + 1L);
    }
    return new RateCurve(rates, Arrays.copyOf(losses, count), Arrays.copyOf(smoothed, count));
  }
}
