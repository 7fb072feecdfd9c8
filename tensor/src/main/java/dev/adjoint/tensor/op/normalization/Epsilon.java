package dev.adjoint.tensor.op.normalization;

/// The range of ε in normalisations: finite and at least 0. With 0 the result is NaN if all numbers
/// are equal.
final class Epsilon {

  private Epsilon() {}

  static void require(String operation, double epsilon) {
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: epsilon is %s but must be a finite number of at least 0; 1e-5 is usual"
              .formatted(operation, epsilon));
    }
  }
}
