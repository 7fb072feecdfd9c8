package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The mean over the classes of the share of their samples that was found, 0 … 1: the accuracy if
/// all classes were equally frequent. Classes without a target are left out.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record BalancedAccuracy() implements Metric {

  @Override
  public String name() {
    return "balanced_accuracy";
  }

  /// Three counts for each class: found, wrong, missed.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ClassCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    return ClassCounts.meanRecall(state);
  }
}
