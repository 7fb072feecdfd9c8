package dev.adjoint.kernel.linalg;

/// The QR factorisation by reflections.
///
/// Column k is mapped to a multiple of a unit vector by `H = I − τ·v·vᵀ`, whose v has `v[k] = 1`.
/// The element on the diagonal of R gets the sign opposite to that of the element it replaces; a
/// column that has only zeros below the diagonal is left as it is. LAPACK makes the same choice, so
/// Q and R have its signs.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, section 5.2.
final class Householder {

  private Householder() {}

  /// Writes the factors of an `m × n` matrix with `k = min(m, n)`: Q `m × k` with orthonormal
  /// columns and R `k × n`, upper triangular. `a` is overwritten.
  static void factor(double[] a, double[] q, double[] r, int m, int n) {
    int k = Math.min(m, n);
    double[] tau = new double[k];
    for (int j = 0; j < k; j++) {
      tau[j] = reflect(a, m, n, j);
    }
    for (int i = 0; i < k; i++) {
      System.arraycopy(a, i * n + i, r, i * n + i, n - i);
      q[i * k + i] = 1;
    }
    for (int j = k - 1; j >= 0; j--) {
      apply(a, n, j, tau[j], q, m, k, j);
    }
  }

  /// Makes the reflection of column j, leaves v below the diagonal, and applies it to the columns
  /// on the right.
  ///
  /// @return τ
  private static double reflect(double[] a, int m, int n, int j) {
    double largest = 0;
    for (int i = j + 1; i < m; i++) {
      largest = Math.max(largest, Math.abs(a[i * n + j]));
    }
    if (largest == 0) {
      return 0;
    }
    double head = a[j * n + j];
    largest = Math.max(largest, Math.abs(head));
    double squares = 0;
    for (int i = j; i < m; i++) {
      double scaled = a[i * n + j] / largest;
      squares += scaled * scaled;
    }
    double beta = -Math.copySign(largest * Math.sqrt(squares), head);
    for (int i = j + 1; i < m; i++) {
      a[i * n + j] /= head - beta;
    }
    double tau = (beta - head) / beta;
    a[j * n + j] = beta;
    apply(a, n, j, tau, a, m, n, j + 1);
    return tau;
  }

  /// Applies the reflection that column j of `v` holds to the columns of `x`, `m × n`, from `first`
  /// on.
  private static void apply(
      double[] v, int columns, int j, double tau, double[] x, int m, int n, int first) {
    if (tau == 0 || first >= n) {
      return;
    }
    double[] sums = new double[n - first];
    System.arraycopy(x, j * n + first, sums, 0, n - first);
    for (int i = j + 1; i < m; i++) {
      Matrices.add(v[i * columns + j], x, i * n + first, sums, 0, n - first);
    }
    Matrices.add(-tau, sums, 0, x, j * n + first, n - first);
    for (int i = j + 1; i < m; i++) {
      Matrices.add(-tau * v[i * columns + j], sums, 0, x, i * n + first, n - first);
    }
  }
}
