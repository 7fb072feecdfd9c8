package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;

/// A metric of classes that also takes the probability of each class as target, `[B, classes]`, as
/// mixed images have it: then the most probable class counts.
///
/// @param inner the metric for class indices
record LikelyClass(Metric inner) implements Metric {

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return inner.state(outputs, target.elementType().isFloating() ? target.argmax(-1) : target);
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
