package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;

/// The mean absolute error of the median over the values that are known, in units in which the
/// forecast of the anchor alone has a root mean squared error of 1 on the training part.
///
/// **Shapes**: quantiles `[N, H, Q]`, target `[N, H]` with NaN for a value that is not known.
public record ScaledError() implements Metric {

  @Override
  public String name() {
    return "scaled_mae";
  }

  /// The sum of the errors and their number.
  @Override
  public double[] state(Tensor quantiles, Tensor target) {
    int middle = quantiles.shape().size(2) / 2;
    float[] medians = quantiles.select(2, middle).toFloatArray();
    float[] truth = target.toFloatArray();
    double sum = 0;
    int known = 0;
    for (int i = 0; i < truth.length; i++) {
      if (!Float.isNaN(truth[i])) {
        sum += Math.abs((double) medians[i] - truth[i]);
        known++;
      }
    }
    return new double[] {sum, known};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
