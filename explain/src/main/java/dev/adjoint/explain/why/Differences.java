package dev.adjoint.explain.why;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// Central differences of the loss in one element, with a step that is made smaller until two
/// estimates agree, and with a look at both sides for kinks.
final class Differences {

  private static final double FIRST = 1e-4;
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
  private final double[] numbers;

  Differences(DoubleStep step, int value, int element) {
    this.step = step;
    this.value = value;
    this.element = element;
    this.numbers = step.value(value).toDoubleArray();
  }

  private double loss(double change) {
    double[] moved = numbers.clone();
    moved[element] += change;
    return step.lossWith(value, Tensor.of(ElementType.F64, moved, step.value(value).shape()));
  }

  Estimate estimate() {
    double scale = Math.max(1, Math.abs(numbers[element]));
    double middle = step.loss();
    double before = Double.NaN;
    double sidesBefore = Double.NaN;
    for (double part = FIRST; part >= LAST; part /= 10) {
      double h = part * scale;
      double up = loss(h);
      double down = loss(-h);
      double slope = (up - down) / (2 * h);
      double right = (up - middle) / h;
      double left = (middle - down) / h;
      double noise = 8 * Math.ulp(Math.max(Math.abs(middle), 1e-300)) / h;
      double largest = Math.max(Math.abs(left), Math.abs(right));
      double sides = Math.abs(right - left);
      boolean sidesStay = sides > SIDES * largest + noise && sides > 0.5 * sidesBefore;
      if (sidesStay) {
        return new Estimate(slope, h, true, left, right);
      }
      if (Math.abs(slope - before) <= AGREEMENT * Math.abs(slope) + noise) {
        return new Estimate(slope, h, false, left, right);
      }
      before = slope;
      sidesBefore = sides;
      if (part / 10 < LAST) {
        return new Estimate(slope, h, sides > SIDES * largest + noise, left, right);
      }
    }
    throw new IllegalStateException("explain: the steps of the central difference are used up");
  }
}
