package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.reduce.LaneFold;
import java.util.Arrays;

/// Sums over planes of F32 numbers in the order of rounding of the package.
///
/// The planes have `n` elements each and begin `step` elements apart.
final class FloatMoments {
  static final int LANES = 16;

  /// The most elements of a plane that are summed in one set of lanes; a longer plane is summed in
  /// runs of this length, like several planes.
  static final int RUN = 16_384;

  private static final int CHAIN = 512;

  /// The square of a smaller number would lose digits.
  private static final float SMALL = 0x1p-60f;

  private FloatMoments() {}

  /// `Σ x`.
  static float sum(float[] x, int xo, int planes, int step, int n) {
    double sum = 0;
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
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
    return n == 1 ? (float) sum : LaneFold.sum(total, 0);
  }

  /// `Σ x / count`, corrected once by the mean of the differences from it. It is exact for equal
  /// numbers, and nearly exact for numbers that differ little from their mean.
  static float mean(float[] x, int xo, int planes, int step, int n, float count) {
    float first = sum(x, xo, planes, step, n) / count;
    return first + deviations(x, xo, first, planes, step, n) / count;
  }

  /// `Σ (x − mean)`.
  static float deviations(float[] x, int xo, float mean, int planes, int step, int n) {
    double sum = 0;
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          float d = x[at + i] - mean;
          lanes[i % LANES] += d;
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? (float) sum : LaneFold.sum(total, 0);
  }

  /// `Σ (x − mean)²`.
  static float squares(float[] x, int xo, float mean, int planes, int step, int n) {
    double sum = 0;
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          float d = x[at + i] - mean;
          lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? (float) sum : LaneFold.sum(total, 0);
  }

  /// `Σ g · (x − mean)`.
  static float products(
      float[] g, int go, float[] x, int xo, float mean, int planes, int step, int n) {
    double sum = 0;
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      int at = p * step;
      for (int run = 0; run < n; run += RUN) {
        Arrays.fill(lanes, 0);
        for (int i = run; i < Math.min(n, run + RUN); i++) {
          float d = x[xo + at + i] - mean;
          lanes[i % LANES] = Math.fma(g[go + at + i], d, lanes[i % LANES]);
        }
        add(lanes, total);
      }
      if (n == 1 && endsChain(p, planes)) {
        sum += total[0];
        total[0] = 0;
      }
    }
    return n == 1 ? (float) sum : LaneFold.sum(total, 0);
  }

  /// Whether a chain over planes of one element ends with plane p; the chains are added in F64.
  static boolean endsChain(int p, int planes) {
    return p % CHAIN == CHAIN - 1 || p == planes - 1;
  }

  private static void add(float[] lanes, float[] total) {
    for (int j = 0; j < LANES; j++) {
      total[j] += lanes[j];
    }
  }

  /// `1 / √(squares / n + epsilon)` of one row with the sum of the squares of its n deviations. If
  /// the sum is infinite, the deviations are divided by the largest one first, and epsilon is
  /// negligible.
  static float scale(float squares, float[] x, int xo, float mean, int n, float epsilon) {
    if (squares != Float.POSITIVE_INFINITY) {
      return scale(squares / n, epsilon);
    }
    float largest = 0;
    for (int i = xo; i < xo + n; i++) {
      largest = Math.max(largest, Math.abs(x[i] - mean));
    }
    double sum = 0;
    for (int i = xo; i < xo + n; i++) {
      double part = (x[i] - mean) / largest;
      sum += part * part;
    }
    return 1 / (float) (largest * Math.sqrt(sum / n));
  }

  /// `scale² · products / n`, where the square of a very small scale would underflow.
  static float slope(float scale, float products, int n) {
    return scale < SMALL ? scale * (scale * products) / n : scale * scale * products / n;
  }

  /// `1 / √(variance + epsilon)`.
  static float scale(float variance, float epsilon) {
    return 1 / (float) Math.sqrt(variance + epsilon);
  }
}
