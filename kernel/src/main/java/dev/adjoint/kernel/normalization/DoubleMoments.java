package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.reduce.LaneFold;
import java.util.Arrays;

/// Sums over planes of F64 numbers in the order of rounding of the package.
///
/// The planes have `n` elements each and begin `step` elements apart.
final class DoubleMoments {
  static final int LANES = 16;

  private DoubleMoments() {}

  /// `Σ x`.
  static double sum(double[] x, int xo, int planes, int step, int n) {
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = xo + p * step;
      for (int i = 0; i < n; i++) {
        lanes[i % LANES] += x[at + i];
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  /// `Σ x / count`, corrected once by the mean of the differences from it. It is exact for equal
  /// numbers, and nearly exact for numbers that differ little from their mean.
  static double mean(double[] x, int xo, int planes, int step, int n, double count) {
    double first = sum(x, xo, planes, step, n) / count;
    return first + deviations(x, xo, first, planes, step, n) / count;
  }

  /// `Σ (x − mean)`.
  static double deviations(double[] x, int xo, double mean, int planes, int step, int n) {
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = xo + p * step;
      for (int i = 0; i < n; i++) {
        double d = x[at + i] - mean;
        lanes[i % LANES] += d;
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  /// `Σ (x − mean)²`.
  static double squares(double[] x, int xo, double mean, int planes, int step, int n) {
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = xo + p * step;
      for (int i = 0; i < n; i++) {
        double d = x[at + i] - mean;
        lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  /// `Σ g · (x − mean)`.
  static double products(
      double[] g, int go, double[] x, int xo, double mean, int planes, int step, int n) {
    double[] total = new double[LANES];
    double[] lanes = new double[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = p * step;
      for (int i = 0; i < n; i++) {
        double d = x[xo + at + i] - mean;
        lanes[i % LANES] = Math.fma(g[go + at + i], d, lanes[i % LANES]);
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  private static void add(double[] lanes, double[] total) {
    for (int j = 0; j < LANES; j++) {
      total[j] += lanes[j];
    }
  }

  /// `1 / √(variance + epsilon)`.
  static double scale(double variance, double epsilon) {
    return 1 / Math.sqrt(variance + epsilon);
  }
}
