package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.reduce.LaneFold;
import java.util.Arrays;

/// Sums over planes of F64 numbers in the order of rounding of the package.
///
/// The planes have `n` elements each and begin `step` elements apart.
final class DoubleMoments {
  static final int LANES = 16;

  /// The most elements of a plane that are summed in one set of lanes; a longer plane is summed in
  /// runs of this length, like several planes.
  static final int RUN = 16_384;

  private static final int CHAIN = 512;

  /// The square of a smaller number may lose digits.
  private static final double SMALL = 0x1p-60;

  private DoubleMoments() {}

  /// `Σ x`.
  static double sum(double[] x, int xo, int planes, int step, int n) {
    double sum = 0;
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          lanes[i % LANES] += x[at + i];
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? sum : LaneFold.sum(total, 0);
  }

  /// `Σ x / count`, corrected once by the mean of the differences from it. It is exact for equal
  /// numbers, and nearly exact for numbers that differ little from their mean.
  static double mean(double[] x, int xo, int planes, int step, int n, double count) {
    double first = sum(x, xo, planes, step, n) / count;
    return first + deviations(x, xo, first, planes, step, n) / count;
  }

  /// `Σ (x − mean)`.
  static double deviations(double[] x, int xo, double mean, int planes, int step, int n) {
    double sum = 0;
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          double d = x[at + i] - mean;
          lanes[i % LANES] += d;
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? sum : LaneFold.sum(total, 0);
  }

  /// `Σ (x − mean)²`.
  static double squares(double[] x, int xo, double mean, int planes, int step, int n) {
    double sum = 0;
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          double d = x[at + i] - mean;
          lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? sum : LaneFold.sum(total, 0);
  }

  /// `Σ g · (x − mean)`.
  static double products(
      double[] g, int go, double[] x, int xo, double mean, int planes, int step, int n) {
    double sum = 0;
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      int at = p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          double d = x[xo + at + i] - mean;
          lanes[i % LANES] = Math.fma(g[go + at + i], d, lanes[i % LANES]);
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? sum : LaneFold.sum(total, 0);
  }

  /// Whether a chain over planes of one element ends with plane p; the chains are added in F64.
  static boolean endsChain(int p, int planes) {
    return p % CHAIN == CHAIN - 1 || p == planes - 1;
  }

  private static void add(double[] lanes, double[] total) {
    for (int j = 0; j < LANES; j++) {
      total[j] += lanes[j];
    }
  }

  /// `1 / √(squares / n + epsilon)` of one row with the sum of the squares of its n deviations. If
  /// the sum is infinite, the deviations are divided by the largest one first, and epsilon is
  /// negligible.
  static double scale(double squares, double[] x, int xo, double mean, int n, double epsilon) {
    if (squares != Double.POSITIVE_INFINITY) {
      return scale(squares / n, epsilon);
    }
    double largest = 0;
    for (int i = xo; i < xo + n; i++) {
      largest = Math.max(largest, Math.abs(x[i] - mean));
    }
    double sum = 0;
    for (int i = xo; i < xo + n; i++) {
      double part = (x[i] - mean) / largest;
      sum += part * part;
    }
    return 1 / (largest * Math.sqrt(sum / n));
  }

  /// `scale² · products / n`, where the square of a very small scale would underflow.
  static double slope(double scale, double products, int n) {
    return scale < SMALL ? scale * (scale * products) / n : scale * scale * products / n;
  }

  /// `1 / √(variance + epsilon)`.
  static double scale(double variance, double epsilon) {
    return 1 / Math.sqrt(variance + epsilon);
  }
}
