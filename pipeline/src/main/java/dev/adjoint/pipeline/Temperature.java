package dev.adjoint.pipeline;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// Temperature scaling (Guo and others 2017, "On Calibration of Modern Neural Networks"): the
/// logits of a classifier are divided by one number T, so that its probabilities are as often right
/// as they say. The answers stay the same.
final class Temperature {

  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;
  private static final int HALVINGS = 80;

  private Temperature() {}

  /// The temperature with the least cross entropy on some samples.
  ///
  /// As in Platt scaling the true class counts `(N + 1) / (N + 2)` and the others share the rest,
  /// so that the temperature stays above 0 where every answer is right.
  ///
  /// @param logits `[N, classes]`, N at least 1
  /// @param labels `[N]`
  /// @return T, in [0.001, 1000]
  static double fit(Tensor logits, Tensor labels) {
    double[][] z = logits.detach().to(ElementType.F64).toNested(double[][].class);
    long[] truth = labels.toLongArray();
    // The slope rises with 1 / T, so its zero is found by halving.
    double low = 1 / MOST;
    double high = 1 / LEAST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Math.sqrt(low * high);
      if (slope(z, truth, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 1 / Math.sqrt(low * high);
  }

  /// The derivative of the cross entropy by the factor β = 1 / T: the mean over the samples of the
  /// expected logit minus that of the smoothed truth.
  private static double slope(double[][] z, long[] truth, double factor) {
    double sum = 0;
    double right = (z.length + 1.0) / (z.length + 2.0);
    for (int n = 0; n < z.length; n++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double logit : z[n]) {
        largest = Math.max(largest, logit);
      }
      double total = 0;
      double expected = 0;
      double all = 0;
      for (double logit : z[n]) {
        double e = Math.exp(factor * (logit - largest));
        total += e;
        expected += e * (logit - largest);
        all += logit - largest;
      }
      double own = z[n][(int) truth[n]] - largest;
      double others = (all - own) / (z[n].length - 1);
      sum += expected / total - right * own - (1 - right) * others;
    }
    return sum / z.length;
  }
}
