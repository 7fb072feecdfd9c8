package dev.adjoint.kernel.linalg;

/// Systems whose matrix is triangular, by substitution.
final class Triangular {

  private Triangular() {}

  /// Replaces `x`, n rows of so many columns, by the solution of `A · X = x`. Only one triangle of
  /// A is read.
  ///
  /// @param upper whether A is the upper triangle
  /// @param unit whether the diagonal counts as ones
  /// @return 0, or the order of the first element of the diagonal that is 0
  static int solve(double[] a, double[] x, int n, int columns, boolean upper, boolean unit) {
    for (int i = 0; !unit && i < n; i++) {
      if (a[i * n + i] == 0) {
        return i + 1;
      }
    }
    for (int step = 0; step < n; step++) {
      int i = upper ? n - 1 - step : step;
      int from = upper ? i + 1 : 0;
      int to = upper ? n : i;
      for (int k = from; k < to; k++) {
        Matrices.add(-a[i * n + k], x, k * columns, x, i * columns, columns);
      }
      if (!unit) {
        for (int j = 0; j < columns; j++) {
          x[i * columns + j] /= a[i * n + i];
        }
      }
    }
    return 0;
  }
}
