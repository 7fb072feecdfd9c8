package dev.adjoint.explain.why;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/// Compares the numbers of a traced step with the same step in F64, in which no derivative is used.
final class NumericSeals {

  private static final double F32_TOLERANCE = 2e-4;
  private static final double F64_TOLERANCE = 1e-6;

  private final StepTrace trace;
  private final Links links;
  private final Wording words;
  private @Nullable DoubleStep doubled;

  NumericSeals(StepTrace trace, Links links, Wording words) {
    this.trace = trace;
    this.links = links;
    this.words = words;
  }

  /// The gradient of an element by finite differences.
  ///
  /// @param size the sum of the absolute terms, to which the distance is relative
  NumericSeal difference(
      TracedValue value, int flat, double stored, double size, ElementType type) {
    if (!value.value().elementType().isFloating()) {
      return notPossible(words.text("why.not-floating"));
    }
    try {
      Differences.Estimate estimate =
          new Differences(doubled(), value.id(), flat)
              .estimate(stored, tolerance(type) * Math.max(size, Math.abs(stored)) / 2);
      double distance = distance(stored, estimate.slope(), size);
      double noise = 64 * Math.ulp(Math.max(1e-300, Math.abs(doubled().loss()))) / estimate.h();
      if (estimate.kink()) {
        return new NumericSeal(
            NumericSeal.Verdict.KINK,
            estimate.slope(),
            distance,
            estimate.h(),
            words.text(
                "why.kink", NumberText.of(estimate.left(), 6), NumberText.of(estimate.right(), 6)));
      }
      boolean agrees = distance <= tolerance(type) || Math.abs(stored - estimate.slope()) <= noise;
      return new NumericSeal(verdict(agrees), estimate.slope(), distance, estimate.h(), "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return notPossible(String.valueOf(e.getMessage()));
    }
  }

  /// The value of an element, computed again in F64.
  ///
  /// @param size the sum of the absolute terms, to which the distance is relative
  NumericSeal recomputed(
      TracedValue value, int flat, double stored, double size, ElementType type) {
    try {
      double number = Why.number(doubled().value(value.id()), flat);
      double distance = distance(stored, number, size);
      boolean same = Double.compare(stored, number) == 0;
      return new NumericSeal(
          verdict(same || distance <= tolerance(type)), number, same ? 0 : distance, 0, "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return notPossible(String.valueOf(e.getMessage()));
    }
  }

  private static NumericSeal notPossible(String reason) {
    return new NumericSeal(NumericSeal.Verdict.NOT_POSSIBLE, Double.NaN, Double.NaN, 0, reason);
  }

  private static NumericSeal.Verdict verdict(boolean agrees) {
    return agrees ? NumericSeal.Verdict.AGREES : NumericSeal.Verdict.DIFFERS;
  }

  private static double tolerance(ElementType type) {
    return type == ElementType.F64 ? F64_TOLERANCE : F32_TOLERANCE;
  }

  private static double distance(double stored, double other, double size) {
    double scale = Math.max(size, Math.max(Math.abs(stored), Math.abs(other)));
    return scale == 0 ? 0 : Math.abs(stored - other) / scale;
  }

  private DoubleStep doubled() {
    DoubleStep known = doubled;
    if (known == null) {
      known = new DoubleStep(trace, links);
      doubled = known;
    }
    return known;
  }
}
