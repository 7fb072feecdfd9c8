package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.reduce.FloatReduce;

/// softmax and its logarithm along one F32 row.
final class FloatSoftmax {
  private FloatSoftmax() {}

  static void softmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = FloatReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i] - max);
    }
    float sum = FloatReduce.run(Reduction.SUM, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
  }

  static void logSoftmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = FloatReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i] - max);
    }
    float logSum = FloatMath.log(FloatReduce.run(Reduction.SUM, y, yo, n));
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - max - logSum;
    }
  }

  /// The cross-entropy of one row; e is scratch space for n elements.
  static float crossEntropy(float[] x, int xo, int target, float[] e, int n) {
    float max = FloatReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      e[i] = FloatMath.exp(x[xo + i] - max);
    }
    return FloatMath.log(FloatReduce.run(Reduction.SUM, e, 0, n)) - (x[xo + target] - max);
  }

  static void crossEntropyGradient(
      float[] x, int xo, int target, float g, float[] y, int yo, int n) {
    softmax(x, xo, y, yo, n);
    y[yo + target] -= 1f;
    for (int i = 0; i < n; i++) {
      y[yo + i] *= g;
    }
  }
}
