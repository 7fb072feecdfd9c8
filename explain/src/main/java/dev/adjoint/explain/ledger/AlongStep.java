package dev.adjoint.explain.ledger;

import dev.adjoint.explain.why.NumericSeal;
import java.util.function.DoubleUnaryOperator;

/// The slope and the bend of the loss along a step, from differences. The distance is made smaller
/// until an estimate agrees with the claim, or two estimates agree with each other and so
/// contradict it.
///
/// The slope is taken from the loss alone. The bend is the difference of two slopes by backward
/// passes that are very near, because a second difference of the loss would also see the kinks of a
/// network with ReLU, which a second derivative does not have.
final class AlongStep {

  private static final double AGREEMENT = 1e-6;
  private static final double TOLERANCE = 1e-5;

  private final DoubleUnaryOperator loss;
  private final DoubleUnaryOperator slope;

  /// @param loss from the part of the step that is taken, 0 for none and 1 for all, to the loss
  /// @param slope from the same to the derivative of the loss by the part
  AlongStep(DoubleUnaryOperator loss, DoubleUnaryOperator slope) {
    this.loss = loss;
    this.slope = slope;
  }

  /// Compares with `(L(t) − L(−t)) / 2t`.
  NumericSeal slope(double claimed) {
    return compare(claimed, loss, 1, Math.abs(loss.applyAsDouble(0)));
  }

  /// Compares half the second derivative with `(L'(t) − L'(−t)) / 4t`.
  NumericSeal bend(double claimed) {
    return compare(
        claimed, t -> slope.applyAsDouble(t) / 2, 1e-3, Math.abs(slope.applyAsDouble(0)) / 2);
  }

  private static NumericSeal compare(
      double claimed, DoubleUnaryOperator f, double first, double size) {
    double before = Double.NaN;
    double t = first;
    for (; t >= first * 1e-5; t /= 10) {
      double found = (f.applyAsDouble(t) - f.applyAsDouble(-t)) / (2 * t);
      double noise = 64 * Math.ulp(Math.max(size, 1e-300)) / t;
      double scale = Math.max(Math.abs(found), Math.abs(claimed));
      double difference = scale == 0 ? 0 : Math.abs(found - claimed) / scale;
      if (Math.abs(found - claimed) <= TOLERANCE * scale + noise) {
        return new NumericSeal(NumericSeal.Verdict.AGREES, found, difference, t, "");
      }
      if (Math.abs(found - before) <= AGREEMENT * scale + noise) {
        return new NumericSeal(NumericSeal.Verdict.DIFFERS, found, difference, t, "");
      }
      before = found;
    }
    return new NumericSeal(NumericSeal.Verdict.KINK, before, Double.NaN, 10 * t, "");
  }
}
