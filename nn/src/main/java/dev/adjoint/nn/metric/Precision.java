package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Of the samples predicted as a class, the share that belongs to it, averaged over the classes, 0
/// … 1.
///
/// Classes that occur neither among the targets nor among the predictions are left out; where a
/// class has no share it counts as 0.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record Precision(ClassAveraging averaging) implements Metric {

  /// Checks that there is an averaging.
  public Precision {
    Require.given("precision", "the averaging", averaging, "give ClassAveraging.MACRO");
  }

  /// The mean over the classes.
  public Precision() {
    this(ClassAveraging.MACRO);
  }

  @Override
  public String name() {
    return averaging.name("precision");
  }

  /// Three counts for each class: found, wrong, missed.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ClassCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    return ClassCounts.average(state, averaging, (found, wrong, _) -> found / (found + wrong));
  }
}
