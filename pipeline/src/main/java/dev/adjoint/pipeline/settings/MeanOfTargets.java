package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// The mean of a metric over several targets, each measured alone.
///
/// @param targets how many, at least 1
/// @param inner the metric for outputs and targets `[B, 1]`; its name is that of the mean
record MeanOfTargets(int targets, Metric inner) implements Metric {

  @Override
  public String name() {
    return inner.name();
  }

  /// The states of the targets, one after another.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double[][] states = new double[targets][];
    for (int i = 0; i < targets; i++) {
      states[i] = new OneTarget(name(), i, inner).state(outputs, target);
    }
    return joined(states);
  }

  private static double[] joined(double[][] states) {
    return Arrays.stream(states).flatMapToDouble(Arrays::stream).toArray();
  }

  private double[] part(double[] state, int index) {
    int each = state.length / targets;
    return Arrays.copyOfRange(state, index * each, (index + 1) * each);
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    double[][] states = new double[targets][];
    for (int i = 0; i < targets; i++) {
      states[i] = inner.merge(part(one, i), part(other, i));
    }
    return joined(states);
  }

  @Override
  public double value(double[] state) {
    double sum = 0;
    for (int i = 0; i < targets; i++) {
      sum += inner.value(part(state, i));
    }
    return sum / targets;
  }

  @Override
  public boolean higherIsBetter() {
    return inner.higherIsBetter();
  }
}
