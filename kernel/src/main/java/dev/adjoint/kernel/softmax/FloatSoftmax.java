package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.reduce.FloatReduce;

/// softmax and its logarithm along one F32 row.
final class FloatSoftmax {
  private FloatSoftmax() {}

  static void softmax(float[] x, int xo, float[] y, int yo, int n) {
    exponentials(x, xo, y, yo, n);
    float sum = FloatReduce.run(Reduction.SUM, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
  }

  /// `y = exp(x − max)`; returns the largest x.
  private static float exponentials(float[] x, int xo, float[] y, int yo, int n) {
    float max = FloatReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i] - max);
    }
    return max;
  }

  static void logSoftmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = exponentials(x, xo, y, yo, n);
    float logSum = logSum(y, yo, FloatReduce.run(Reduction.SUM, y, yo, n), n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - max - logSum;
    }
  }

  /// The cross-entropy of one row; e is scratch space for n elements.
  static float crossEntropy(float[] x, int xo, int target, float[] e, int n) {
    float max = exponentials(x, xo, e, 0, n);
    float logSum = logSum(e, 0, FloatReduce.run(Reduction.SUM, e, 0, n), n);
    return logSum - (x[xo + target] - max);
  }

  static void crossEntropyGradient(
      float[] x, int xo, int target, float g, float[] y, int yo, int n) {
    exponentials(x, xo, y, yo, n);
    float sum = FloatReduce.run(Reduction.SUM, y, yo, n);
    int at = yo + target;
    boolean certain = sum < 2f && y[at] == 1f;
    y[at] = certain ? 0f : y[at];
    float others = certain ? FloatReduce.run(Reduction.SUM, y, yo, n) : 0f;
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
    y[at] = certain ? -(others / sum) : y[at] - 1f;
    for (int i = 0; i < n; i++) {
      y[yo + i] *= g;
    }
  }

  /// `log Σ e`, where the largest e is 1. A sum below 2 is 1 and the other numbers. Their sum alone
  /// is more exact: with it, the loss of a sample that is classified with certainty keeps its
  /// digits. The 1 in e is then replaced by 0.
  private static float logSum(float[] e, int eo, float sum, int n) {
    if (!(sum < 2f)) {
      return FloatMath.log(sum);
    }
    int largest = eo;
    while (e[largest] != 1f) {
      largest++;
    }
    e[largest] = 0f;
    return FloatMath.log1pOfUnit(FloatReduce.run(Reduction.SUM, e, eo, n));
  }
}
