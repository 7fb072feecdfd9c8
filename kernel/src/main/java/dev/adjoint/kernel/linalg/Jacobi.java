package dev.adjoint.kernel.linalg;

import java.util.Arrays;
import java.util.Comparator;

/// Singular values by rotations of pairs of rows until all are orthogonal: the one-sided Jacobi
/// method on the triangular factor, which finds small singular values to high relative accuracy.
///
/// Source: Demmel and Veselić, Jacobi's method is more accurate than QR, SIAM Journal on Matrix
/// Analysis and Applications 13 (1992).
final class Jacobi {

  private static final double EPSILON = Math.ulp(1.0);

  /// The number of rounds over all pairs after which the algorithm gives up; about six are usual.
  private static final int MOST_ROUNDS = 60;

  private Jacobi() {}

  /// Writes the factors of an `m × n` matrix with m ≥ n: `A = U · diag(s) · Vᵀ`, U `m × n` and V `n
  /// × n` with orthonormal columns, s descending. The element of largest magnitude in each row of
  /// Vᵀ is positive.
  ///
  /// @return 0, or 1 if the matrix has elements that are not finite or the rounds do not converge
  static int decompose(double[] a, double[] u, double[] s, double[] vt, int m, int n) {
    if (!Matrices.finite(a)) {
      return 1;
    }
    double scale = Matrices.scale(a);
    Matrices.multiply(a, 1 / scale);
    double[] q = new double[m * n];
    double[] w = new double[n * n];
    Householder.factor(a, q, w, m, n);
    double[] g = Matrices.identity(n);
    if (!orthogonalise(w, g, n)) {
      return 1;
    }
    double[] lengths = new double[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.sqrt(Matrices.dot(w, i * n, w, i * n, n));
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -lengths[i]));
    for (int j = 0; j < n; j++) {
      int row = order[j];
      s[j] = lengths[row] * scale;
      unitRow(w, row, lengths[row], vt, j, n);
      double sign = SymmetricEigen.signOfLargest(vt, j * n, n);
      for (int i = 0; i < n; i++) {
        vt[j * n + i] *= sign;
      }
      for (int i = 0; i < m; i++) {
        u[i * n + j] = sign * Matrices.dot(q, i * n, g, row * n, n);
      }
    }
    return 0;
  }

  /// Rotates the rows of `w` until each pair is orthogonal, and those of `g` alike.
  private static boolean orthogonalise(double[] w, double[] g, int n) {
    double limit = EPSILON * Math.sqrt(n);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean rotated = false;
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          rotated |= rotatePair(w, g, i, j, n, limit);
        }
      }
      if (!rotated) {
        return true;
      }
    }
    return false;
  }

  private static boolean rotatePair(double[] w, double[] g, int i, int j, int n, double limit) {
    double ii = Matrices.dot(w, i * n, w, i * n, n);
    double jj = Matrices.dot(w, j * n, w, j * n, n);
    double ij = Matrices.dot(w, i * n, w, j * n, n);
    if (ij == 0 || Math.abs(ij) <= limit * Math.sqrt(ii) * Math.sqrt(jj)) {
      return false;
    }
    double zeta = (jj - ii) / (2 * ij);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    SymmetricEigen.rotate(w, i * n, j * n, c, -c * t, n);
    SymmetricEigen.rotate(g, i * n, j * n, c, -c * t, n);
    return true;
  }

  /// Writes a row at length 1; a row of zeros becomes a unit vector orthogonal to the rows before.
  private static void unitRow(double[] w, int row, double length, double[] vt, int j, int n) {
    if (length > 0) {
      for (int i = 0; i < n; i++) {
        vt[j * n + i] = w[row * n + i] / length;
      }
      return;
    }
    for (int axis = 0; axis < n; axis++) {
      double[] candidate = new double[n];
      candidate[axis] = 1;
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          Matrices.add(-Matrices.dot(candidate, 0, vt, k * n, n), vt, k * n, candidate, 0, n);
        }
      }
      double rest = Math.sqrt(Matrices.dot(candidate, 0, candidate, 0, n));
      if (rest * rest * n > 0.5) {
        for (int i = 0; i < n; i++) {
          vt[j * n + i] = candidate[i] / rest;
        }
        return;
      }
    }
  }
}
