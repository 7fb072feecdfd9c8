package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.reduce.LaneFold;
import java.util.Arrays;

/// Sums over planes of F32 numbers in the order of rounding of the package.
///
/// The planes have `n` elements each and begin `step` elements apart.
final class FloatMoments {
  static final int LANES = 16;

  private FloatMoments() {}

  /// `Σ x`.
  static float sum(float[] x, int xo, int planes, int step, int n) {
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
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
  static float mean(float[] x, int xo, int planes, int step, int n, float count) {
    float first = sum(x, xo, planes, step, n) / count;
    return first + deviations(x, xo, first, planes, step, n) / count;
  }

  /// `Σ (x − mean)`.
  static float deviations(float[] x, int xo, float mean, int planes, int step, int n) {
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = xo + p * step;
      for (int i = 0; i < n; i++) {
        float d = x[at + i] - mean;
        lanes[i % LANES] += d;
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  /// `Σ (x − mean)²`.
  static float squares(float[] x, int xo, float mean, int planes, int step, int n) {
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = xo + p * step;
      for (int i = 0; i < n; i++) {
        float d = x[at + i] - mean;
        lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  /// `Σ g · (x − mean)`.
  static float products(
      float[] g, int go, float[] x, int xo, float mean, int planes, int step, int n) {
    float[] total = new float[LANES];
    float[] lanes = new float[LANES];
    for (int p = 0; p < planes; p++) {
      Arrays.fill(lanes, 0);
      int at = p * step;
      for (int i = 0; i < n; i++) {
        float d = x[xo + at + i] - mean;
        lanes[i % LANES] = Math.fma(g[go + at + i], d, lanes[i % LANES]);
      }
      add(lanes, total);
    }
    return LaneFold.sum(total, 0);
  }

  private static void add(float[] lanes, float[] total) {
    for (int j = 0; j < LANES; j++) {
      total[j] += lanes[j];
    }
  }

  /// `1 / √(variance + epsilon)`.
  static float scale(float variance, float epsilon) {
    return 1 / (float) Math.sqrt(variance + epsilon);
  }
}
