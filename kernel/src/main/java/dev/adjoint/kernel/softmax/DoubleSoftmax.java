package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.reduce.DoubleReduce;

/// softmax and its logarithm along one F64 row.
final class DoubleSoftmax {
  private DoubleSoftmax() {}

  static void softmax(double[] x, int xo, double[] y, int yo, int n) {
    double max = DoubleReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = StrictMath.exp(x[xo + i] - max);
    }
    double sum = DoubleReduce.run(Reduction.SUM, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
  }

  static void logSoftmax(double[] x, int xo, double[] y, int yo, int n) {
    double max = DoubleReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = StrictMath.exp(x[xo + i] - max);
    }
    double logSum = StrictMath.log(DoubleReduce.run(Reduction.SUM, y, yo, n));
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - max - logSum;
    }
  }

  /// The cross-entropy of one row; e is scratch space for n elements.
  static double crossEntropy(double[] x, int xo, int target, double[] e, int n) {
    double max = DoubleReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      e[i] = StrictMath.exp(x[xo + i] - max);
    }
    return StrictMath.log(DoubleReduce.run(Reduction.SUM, e, 0, n)) - (x[xo + target] - max);
  }

  static void crossEntropyGradient(
      double[] x, int xo, int target, double g, double[] y, int yo, int n) {
    softmax(x, xo, y, yo, n);
    y[yo + target] -= 1;
    for (int i = 0; i < n; i++) {
      y[yo + i] *= g;
    }
  }
}
