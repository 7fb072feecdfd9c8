package dev.adjoint.tensor.check;

import dev.adjoint.tensor.Shape;
import java.util.List;

/// What a gradient check found.
///
/// @param subject what was checked
/// @param order 1 for the gradient, 2 for the gradient of the gradient
/// @param shapes the shapes of the inputs
/// @param analytic the derivative along the direction with the largest error, by the backward pass
/// @param numeric the same by central difference
/// @param error `|analytic − numeric| / max(1, |analytic|, |numeric|)`
/// @param tolerance the largest error that passes
public record Verdict(
    String subject,
    int order,
    List<Shape> shapes,
    double analytic,
    double numeric,
    double error,
    double tolerance) {

  /// Whether the error is within the tolerance; NaN is not.
  public boolean passed() {
    return error <= tolerance;
  }

  /// Returns this if it passed.
  ///
  /// @throws AssertionError naming the subject, the shapes and both derivatives, if it did not
  public Verdict require() {
    if (!passed()) {
      throw new AssertionError(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "%s, order %d, shapes %s: analytic %.12g, numeric %.12g, error %.3g (tolerance %.1g): %s"
        .formatted(
            subject,
            order,
            shapes,
            analytic,
            numeric,
            error,
            tolerance,
            passed() ? "passed" : "failed");
  }
}
