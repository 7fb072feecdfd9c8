package dev.adjoint.kernel.linalg;

/// The Cholesky factor: the lower triangular `L` with positive diagonal and `L · Lᵀ = A`.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, section 4.2.
final class Cholesky {

  private Cholesky() {}

  /// Writes the factor to `l`, row by row; only the lower triangle of `a` is read.
  ///
  /// @return 0, or the order of the first leading minor that is not positive
  static int factor(double[] a, double[] l, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double rest = a[i * n + j] - Matrices.dot(l, i * n, l, j * n, j);
        l[i * n + j] = rest / l[j * n + j];
      }
      double square = a[i * n + i] - Matrices.dot(l, i * n, l, i * n, i);
      if (!(square > 0) || square == Double.POSITIVE_INFINITY) {
        return i + 1;
      }
      l[i * n + i] = Math.sqrt(square);
    }
    return 0;
  }
}
