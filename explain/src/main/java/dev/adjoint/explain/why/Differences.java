package dev.adjoint.explain.why;

/// Central differences of the loss in one element, with a step that is reduced until two estimates
/// agree. Kinks are found by comparing the slopes of both sides.
final class Differences {

  private static final double FIRST = 1e-4;

  /// The step of the difference that is compared with the expected number.
  private static final double EXPECTED = 1e-5;

  private static final double LAST = 1e-8;

  /// How well two estimates must agree, relative to the larger.
  private static final double AGREEMENT = 1e-6;

  /// A difference of the slopes of the two sides above this part of the larger one is a kink.
  private static final double SIDES = 1e-3;

  /// @param slope the estimate
  /// @param h its step
  /// @param kink whether the two sides have different slopes, however small the step
  /// @param left the slope towards smaller numbers
  /// @param right the slope towards larger numbers
  record Estimate(double slope, double h, boolean kink, double left, double right) {}

  private final DoubleStep step;
  private final int value;
  private final int element;
  private final double number;

  Differences(DoubleStep step, int value, int element) {
    this.step = step;
    this.value = value;
    this.element = element;
    this.number = Why.number(step.value(value), element);
  }

  private double loss(double change) {
    return step.lossWith(value, element, change);
  }

  /// The estimate. One difference is enough if it agrees with the expected number, which it would
  /// not do by chance; otherwise the step is reduced until two estimates agree.
  ///
  /// @param expected the number that the difference is compared with
  /// @param allowed how far both may be apart
  Estimate estimate(double expected, double allowed) {
    double scale = Math.max(1, Math.abs(number));
    double middle = step.loss();
    Estimate once = at(EXPECTED * scale, middle);
    return !once.kink() && Math.abs(once.slope() - expected) <= allowed
        ? once
        : reduced(scale, middle);
  }

  private Estimate at(double h, double middle) {
    double up = loss(h);
    double down = loss(-h);
    double right = (up - middle) / h;
    double left = (middle - down) / h;
    double largest = Math.max(Math.abs(left), Math.abs(right));
    boolean kink = Math.abs(right - left) > SIDES * largest + noise(middle, h);
    return new Estimate((up - down) / (2 * h), h, kink, left, right);
  }

  private static double noise(double middle, double h) {
    return 8 * Math.ulp(Math.max(Math.abs(middle), 1e-300)) / h;
  }

  private Estimate reduced(double scale, double middle) {
    Estimate before = new Estimate(Double.NaN, 0, false, Double.NaN, Double.NaN);
    for (double part = FIRST; part >= LAST; part /= 10) {
      Estimate now = at(part * scale, middle);
      double sides = Math.abs(now.right() - now.left());
      if (now.kink() && sides > 0.5 * Math.abs(before.right() - before.left())) {
        return now;
      }
      boolean isStable =
          Math.abs(now.slope() - before.slope())
              <= AGREEMENT * Math.abs(now.slope()) + noise(middle, now.h());
      if (isStable || part / 10 < LAST) {
        boolean isLast = !isStable;
        return new Estimate(now.slope(), now.h(), isLast && now.kink(), now.left(), now.right());
      }
      before = now;
    }
    throw new IllegalStateException("explain: the steps of the central difference are used up");
  }
}
