package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.math.DoubleMath;
import dev.adjoint.kernel.reduce.DoubleReduce;

/// softmax and its logarithm along one F64 row.
final class DoubleSoftmax {
  private DoubleSoftmax() {}

  static void softmax(double[] x, int xo, double[] y, int yo, int n) {
    exponentials(x, xo, y, yo, n);
    double sum = DoubleReduce.run(Reduction.SUM, y, yo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
  }

  /// `y = exp(x − max)`; returns the largest x.
  private static double exponentials(double[] x, int xo, double[] y, int yo, int n) {
    double max = DoubleReduce.run(Reduction.MAXIMUM, x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = StrictMath.exp(x[xo + i] - max);
    }
    return max;
  }

  static void logSoftmax(double[] x, int xo, double[] y, int yo, int n) {
    double max = exponentials(x, xo, y, yo, n);
    double logSum = logSum(y, yo, DoubleReduce.run(Reduction.SUM, y, yo, n), n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - max - logSum;
    }
  }

  /// The cross-entropy of one row; e is scratch space for n elements.
  static double crossEntropy(double[] x, int xo, int target, double[] e, int n) {
    double max = exponentials(x, xo, e, 0, n);
    double logSum = logSum(e, 0, DoubleReduce.run(Reduction.SUM, e, 0, n), n);
    return logSum - (x[xo + target] - max);
  }

  static void crossEntropyGradient(
      double[] x, int xo, int target, double g, double[] y, int yo, int n) {
    exponentials(x, xo, y, yo, n);
    double sum = DoubleReduce.run(Reduction.SUM, y, yo, n);
    int at = yo + target;
    boolean certain = sum < 2 && y[at] == 1;
    y[at] = certain ? 0 : y[at];
    double others = certain ? DoubleReduce.run(Reduction.SUM, y, yo, n) : 0;
    for (int i = 0; i < n; i++) {
      y[yo + i] /= sum;
    }
    y[at] = certain ? -(others / sum) : y[at] - 1;
    for (int i = 0; i < n; i++) {
      y[yo + i] *= g;
    }
  }

  /// `log Σ e`, where the largest e is 1. A sum below 2 is 1 and the other numbers. Their sum alone
  /// is more exact: with it, the loss of a sample that is classified with certainty keeps its
  /// digits. The 1 in e is then replaced by 0.
  private static double logSum(double[] e, int eo, double sum, int n) {
    if (!(sum < 2)) {
      return StrictMath.log(sum);
    }
    int largest = eo;
    while (e[largest] != 1) {
      largest++;
    }
    e[largest] = 0;
    return DoubleMath.log1pOfUnit(DoubleReduce.run(Reduction.SUM, e, eo, n));
  }
}
