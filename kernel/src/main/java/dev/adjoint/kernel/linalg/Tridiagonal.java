package dev.adjoint.kernel.linalg;

/// A symmetric matrix as `A = Qᵀ · T · Q` with T tridiagonal, by reflections.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, section 8.3.1.
///
/// @param diagonal the diagonal of T
/// @param beside the elements beside the diagonal of T; the last one is 0
/// @param q the orthogonal matrix Q, row by row
record Tridiagonal(double[] diagonal, double[] beside, double[] q) {

  /// Reduces a symmetric matrix of order n; the array is overwritten.
  static Tridiagonal of(double[] a, int n) {
    double[] diagonal = new double[n];
    double[] beside = new double[n];
    double[] tau = new double[n];
    double[] v = new double[n];
    double[] w = new double[n];
    for (int k = 0; k + 2 < n; k++) {
      tau[k] = reflection(a, n, k, v, beside);
      if (tau[k] != 0) {
        reflectBothSides(a, n, k, tau[k], v, w);
      }
      System.arraycopy(v, k + 1, a, k * n + k + 1, n - k - 1);
    }
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[i * n + i];
    }
    if (n > 1) {
      beside[n - 2] = a[(n - 1) * n + n - 2];
    }
    return new Tridiagonal(diagonal, beside, accumulated(a, n, tau));
  }

  /// The reflection that clears column k below its first element under the diagonal: v, with v[k +
  /// 1] = 1, and what remains of the column.
  ///
  /// @return τ
  private static double reflection(double[] a, int n, int k, double[] v, double[] beside) {
    double head = a[(k + 1) * n + k];
    double squares = 0;
    for (int i = k + 2; i < n; i++) {
      squares += a[i * n + k] * a[i * n + k];
    }
    if (squares == 0) {
      beside[k] = head;
      v[k + 1] = 1;
      for (int i = k + 2; i < n; i++) {
        v[i] = 0;
      }
      return 0;
    }
    double beta = -Math.copySign(Math.sqrt(head * head + squares), head);
    v[k + 1] = 1;
    for (int i = k + 2; i < n; i++) {
      v[i] = a[i * n + k] / (head - beta);
    }
    beside[k] = beta;
    return (beta - head) / beta;
  }

  /// Replaces the lower right block by `H · A · H`, a change of rank two.
  private static void reflectBothSides(
      double[] a, int n, int k, double tau, double[] v, double[] w) {
    int from = k + 1;
    int count = n - from;
    for (int i = from; i < n; i++) {
      w[i] = tau * Matrices.dot(a, i * n + from, v, from, count);
    }
    double half = tau / 2 * Matrices.dot(w, from, v, from, count);
    Matrices.add(-half, v, from, w, from, count);
    for (int i = from; i < n; i++) {
      Matrices.add(-v[i], w, from, a, i * n + from, count);
      Matrices.add(-w[i], v, from, a, i * n + from, count);
    }
  }

  /// Q, the product of the reflections, whose vectors are in the rows of `a`.
  private static double[] accumulated(double[] a, int n, double[] tau) {
    double[] q = Matrices.identity(n);
    for (int k = 0; k + 2 < n; k++) {
      if (tau[k] == 0) {
        continue;
      }
      double[] sums = new double[n];
      for (int i = k + 1; i < n; i++) {
        Matrices.add(a[k * n + i], q, i * n, sums, 0, n);
      }
      for (int i = k + 1; i < n; i++) {
        Matrices.add(-tau[k] * a[k * n + i], sums, 0, q, i * n, n);
      }
    }
    return q;
  }
}
