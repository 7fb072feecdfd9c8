package dev.adjoint.nn.optim;

import java.util.function.DoubleFunction;

/// A search along a direction for a step that satisfies the strong Wolfe conditions (Nocedal and
/// Wright 2006, algorithms 3.5 and 3.6).
///
/// With `φ(τ)` the loss after a step of τ and `φ′` its slope: `φ(τ) ≤ φ(0) + 1e-4·τ·φ′(0)` and
/// `|φ′(τ)| ≤ c·|φ′(0)|`. A bracket grows until it holds such a step, then shrinks around it by
/// cubic interpolation.
final class StrongWolfe {

  private static final double DECREASE = 1e-4;

  /// The most evaluations of a search.
  private static final int MOST = 25;

  private StrongWolfe() {}

  /// A step, the loss and gradient after it, and how many losses were computed.
  record Found(double step, LossAndGradient at, int evaluations) {}

  private record Point(double step, LossAndGradient at, double slope) {
    double loss() {
      return at.loss();
    }
  }

  /// Searches.
  ///
  /// @param at the loss and gradient after a step
  /// @param start those before it
  /// @param first the step that is tried first
  /// @param curvature c, between 0 and 1
  /// @param tolerance a bracket smaller than this, in the largest change of a parameter, ends the
  ///   search
  static Found search(
      DoubleFunction<LossAndGradient> at,
      LossAndGradient start,
      double[] direction,
      double first,
      double curvature,
      double tolerance) {
    Point zero = point(0, start, direction);
    Point previous = zero;
    double step = first;
    int count = 0;
    while (count < MOST) {
      Point now = point(step, at.apply(step), direction);
      count++;
      if (isTooHigh(now, zero) || (count > 1 && now.loss() >= previous.loss())) {
        return zoom(at, zero, previous, now, direction, curvature, tolerance, count);
      }
      if (Math.abs(now.slope()) <= -curvature * zero.slope()) {
        return new Found(now.step(), now.at(), count);
      }
      if (now.slope() >= 0) {
        return zoom(at, zero, now, previous, direction, curvature, tolerance, count);
      }
      double further = within(interpolate(previous, now), 1.01 * step, 10 * step);
      previous = now;
      step = further;
    }
    return new Found(previous.step(), previous.at(), count);
  }

  private static Point point(double step, LossAndGradient at, double[] direction) {
    return new Point(step, at, CurvaturePairs.dot(at.gradient(), direction));
  }

  private static boolean isTooHigh(Point point, Point zero) {
    return !(point.loss() <= zero.loss() + DECREASE * point.step() * zero.slope())
        || !point.at().isFinite();
  }

  /// Shrinks a bracket of which one end is low enough.
  private static Found zoom(
      DoubleFunction<LossAndGradient> at,
      Point zero,
      Point low,
      Point high,
      double[] direction,
      double curvature,
      double tolerance,
      int evaluations) {
    Point best = low;
    Point other = high;
    int count = evaluations;
    double size = CurvaturePairs.largest(direction);
    while (count < MOST && Math.abs(other.step() - best.step()) * size >= tolerance) {
      double from = Math.min(best.step(), other.step());
      double to = Math.max(best.step(), other.step());
      double margin = 0.1 * (to - from);
      Point now =
          point(within(interpolate(best, other), from + margin, to - margin), at, direction);
      count++;
      if (isTooHigh(now, zero) || now.loss() >= best.loss()) {
        other = now;
      } else {
        if (Math.abs(now.slope()) <= -curvature * zero.slope()) {
          return new Found(now.step(), now.at(), count);
        }
        if (now.slope() * (other.step() - best.step()) >= 0) {
          other = best;
        }
        best = now;
      }
    }
    return new Found(best.step(), best.at(), count);
  }

  private static Point point(double step, DoubleFunction<LossAndGradient> at, double[] direction) {
    return point(step, at.apply(step), direction);
  }

  private static double within(double step, double least, double most) {
    return Double.isFinite(step) ? Math.clamp(step, least, most) : (least + most) / 2;
  }

  /// The minimum of the cubic through two points with their slopes; NaN if it has none.
  private static double interpolate(Point a, Point b) {
    double d1 = a.slope() + b.slope() - 3 * (a.loss() - b.loss()) / (a.step() - b.step());
    double d2 = Math.sqrt(d1 * d1 - a.slope() * b.slope());
    double signed = Math.copySign(d2, b.step() - a.step());
    double part = (b.slope() + signed - d1) / (b.slope() - a.slope() + 2 * signed);
    return b.step() - (b.step() - a.step()) * part;
  }
}
