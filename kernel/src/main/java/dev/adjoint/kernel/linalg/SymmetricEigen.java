package dev.adjoint.kernel.linalg;

import java.util.Arrays;
import java.util.Comparator;

/// The eigenvalues and eigenvectors of a symmetric matrix: reduction to a [Tridiagonal] matrix,
/// then implicit QR steps with Wilkinson's shift.
///
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, section 8.3.
final class SymmetricEigen {

  private static final double EPSILON = Math.ulp(1.0);

  /// The number of steps for each eigenvalue after which the algorithm gives up; three are usual.
  private static final int MOST_STEPS = 60;

  private SymmetricEigen() {}

  /// Writes the eigenvalues in ascending order, and the eigenvectors of length 1 as columns; the
  /// element of largest magnitude of each is positive. Only the lower triangle of `a` is read.
  ///
  /// @return 0, or 1 if the matrix has elements that are not finite or the steps do not converge
  static int decompose(double[] a, double[] values, double[] vectors, int n) {
    if (!Matrices.finite(a)) {
      return 1;
    }
    double[] symmetric = mirrored(a, n);
    double scale = Matrices.scale(symmetric);
    Matrices.multiply(symmetric, 1 / scale);
    Tridiagonal reduced = Tridiagonal.of(symmetric, n);
    double[] d = reduced.diagonal();
    double[] rows = reduced.q();
    if (!diagonalise(d, reduced.beside(), rows, n)) {
      return 1;
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> d[i]));
    for (int j = 0; j < n; j++) {
      values[j] = d[order[j]] * scale;
      double sign = signOfLargest(rows, order[j] * n, n);
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = sign * rows[order[j] * n + i];
      }
    }
    return 0;
  }

  private static double[] mirrored(double[] a, int n) {
    double[] symmetric = a.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        symmetric[j * n + i] = a[i * n + j];
      }
    }
    return symmetric;
  }

  /// 1 or −1: the sign of the first element of largest magnitude.
  static double signOfLargest(double[] x, int from, int count) {
    int best = from;
    for (int i = from + 1; i < from + count; i++) {
      if (Math.abs(x[i]) > Math.abs(x[best])) {
        best = i;
      }
    }
    return count > 0 && x[best] < 0 ? -1 : 1;
  }

  /// Makes the elements beside the diagonal zero by rotations, which are applied to the rows, too.
  private static boolean diagonalise(double[] d, double[] e, double[] rows, int n) {
    int last = n - 1;
    int steps = 0;
    while (last > 0) {
      for (int i = 0; i < last; i++) {
        if (Math.abs(e[i]) <= EPSILON * (Math.abs(d[i]) + Math.abs(d[i + 1])) + Double.MIN_NORMAL) {
          e[i] = 0;
        }
      }
      if (e[last - 1] == 0) {
        last--;
        continue;
      }
      int first = last - 1;
      while (first > 0 && e[first - 1] != 0) {
        first--;
      }
      if (++steps > MOST_STEPS * n) {
        return false;
      }
      step(d, e, rows, n, first, last);
    }
    return true;
  }

  /// One implicit QR step on the block from `first` to `last`.
  private static void step(double[] d, double[] e, double[] rows, int n, int first, int last) {
    double half = (d[last - 1] - d[last]) / 2;
    double square = e[last - 1] * e[last - 1];
    double root = Math.sqrt(half * half + square);
    double shift = root == 0 ? d[last] : d[last] - square / (half + Math.copySign(root, half));
    double x = d[first] - shift;
    double z = e[first];
    for (int k = first; k < last; k++) {
      double r = Math.sqrt(x * x + z * z);
      double c = r == 0 ? 1 : x / r;
      double s = r == 0 ? 0 : z / r;
      if (k > first) {
        e[k - 1] = r;
      }
      double upper = d[k];
      double lower = d[k + 1];
      double between = e[k];
      d[k] = c * c * upper + 2 * c * s * between + s * s * lower;
      d[k + 1] = s * s * upper - 2 * c * s * between + c * c * lower;
      e[k] = c * s * (lower - upper) + (c * c - s * s) * between;
      x = e[k];
      if (k + 1 < last) {
        z = s * e[k + 1];
        e[k + 1] = c * e[k + 1];
      }
      rotate(rows, k * n, (k + 1) * n, c, s, n);
    }
  }

  /// Replaces two rows by `c·x + s·y` and `c·y − s·x`.
  static void rotate(double[] rows, int x, int y, double c, double s, int n) {
    for (int i = 0; i < n; i++) {
      double first = rows[x + i];
      double second = rows[y + i];
      rows[x + i] = c * first + s * second;
      rows[y + i] = c * second - s * first;
    }
  }
}
