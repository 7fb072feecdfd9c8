package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// Of the samples predicted as a class, the share that belongs to it, as the mean over the classes
/// (macro average), 0 … 1. Classes that occur neither among the targets nor among the predictions
/// are left out; where a class has no share it counts as 0.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record Precision() implements Metric {

  @Override
  public String name() {
    return "precision";
  }

  /// Three counts for each class: found, wrong, missed.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ClassCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    return ClassCounts.mean(state, (found, wrong, _) -> found / (found + wrong));
  }
}
