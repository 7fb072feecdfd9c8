package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;

/// A metric of one of several targets.
///
/// @param name of the figure, such as `mae_height`
/// @param index of the target among the outputs
/// @param inner the metric for outputs and targets `[B, 1]`
record OneTarget(String name, int index, Metric inner) implements Metric {

  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return inner.state(outputs.slice(1, index, index + 1), target.slice(1, index, index + 1));
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    return inner.merge(one, other);
  }

  @Override
  public double value(double[] state) {
    return inner.value(state);
  }

  @Override
  public boolean higherIsBetter() {
    return inner.higherIsBetter();
  }
}
