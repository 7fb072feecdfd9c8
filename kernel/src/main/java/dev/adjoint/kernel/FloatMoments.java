package dev.adjoint.kernel;

import java.util.Arrays;

/// Sums over planes of F32 numbers in the order of rounding that [NormalizationKernels] lays down.
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
    return fold(total, 0);
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
    return fold(total, 0);
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
    return fold(total, 0);
  }

  private static void add(float[] lanes, float[] total) {
    for (int j = 0; j < LANES; j++) {
      total[j] += lanes[j];
    }
  }

  /// The fold of [Reduction] over the 16 lanes that begin at `o`.
  static float fold(float[] l, int o) {
    float a = (l[o] + l[o + 8]) + (l[o + 4] + l[o + 12]);
    float b = (l[o + 1] + l[o + 9]) + (l[o + 5] + l[o + 13]);
    float c = (l[o + 2] + l[o + 10]) + (l[o + 6] + l[o + 14]);
    float d = (l[o + 3] + l[o + 11]) + (l[o + 7] + l[o + 15]);
    return (a + c) + (b + d);
  }

  /// `1 / √(variance + epsilon)`.
  static float scale(float variance, float epsilon) {
    return 1 / (float) Math.sqrt(variance + epsilon);
  }
}
