package dev.adjoint.kernel.linalg;

/// The factorisation `P · A = L · U` with row exchanges: L has a unit diagonal and elements of
/// magnitude at most 1.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, section 3.4.
///
/// @param lu L below the diagonal, U on and above it
/// @param rows the row of A that became row i
/// @param sign 1 or −1, the determinant of P
/// @param singular 0, or the order of the first pivot that is 0
record Lu(double[] lu, int[] rows, int sign, int singular) {

  /// Factors a matrix of order n; the array is overwritten.
  static Lu of(double[] a, int n) {
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    int sign = 1;
    int singular = 0;
    for (int k = 0; k < n; k++) {
      int pivot = largest(a, n, k);
      if (pivot != k) {
        exchange(a, n, k, pivot);
        int row = rows[k];
        rows[k] = rows[pivot];
        rows[pivot] = row;
        sign = -sign;
      }
      if (a[k * n + k] == 0) {
        singular = singular == 0 ? k + 1 : singular;
        continue;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i * n + k] / a[k * n + k];
        a[i * n + k] = factor;
        Matrices.add(-factor, a, k * n + k + 1, a, i * n + k + 1, n - k - 1);
      }
    }
    return new Lu(a, rows, sign, singular);
  }

  /// The row of the element with the largest magnitude at or below the diagonal of column k.
  private static int largest(double[] a, int n, int k) {
    int best = k;
    for (int i = k + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) {
        best = i;
      }
    }
    return best;
  }

  private static void exchange(double[] a, int n, int first, int second) {
    for (int j = 0; j < n; j++) {
      double value = a[first * n + j];
      a[first * n + j] = a[second * n + j];
      a[second * n + j] = value;
    }
  }

  /// The solution of `A · X = B` for B with so many columns.
  double[] solve(double[] b, int columns) {
    int n = rows.length;
    double[] x = new double[n * columns];
    for (int i = 0; i < n; i++) {
      System.arraycopy(b, rows[i] * columns, x, i * columns, columns);
    }
    Triangular.solve(lu, x, n, columns, false, true);
    Triangular.solve(lu, x, n, columns, true, false);
    return x;
  }

  /// The determinant of A.
  double determinant() {
    double product = sign;
    for (int i = 0; i < rows.length; i++) {
      product *= lu[i * rows.length + i];
    }
    return product;
  }

  /// The sign of the determinant of A: −1, 0 or 1.
  double signOfDeterminant() {
    double product = sign;
    for (int i = 0; i < rows.length; i++) {
      product *= Math.signum(lu[i * rows.length + i]);
    }
    return product;
  }

  /// The logarithm of the magnitude of the determinant of A; −∞ if A is singular.
  double logOfDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += StrictMath.log(Math.abs(lu[i * rows.length + i]));
    }
    return sum;
  }
}
