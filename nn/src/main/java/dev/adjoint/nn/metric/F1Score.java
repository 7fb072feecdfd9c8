package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The harmonic mean of precision and recall of a class, averaged over the classes, 0 … 1.
///
/// Classes that occur neither among the targets nor among the predictions are left out; where a
/// class has no share it counts as 0.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record F1Score(ClassAveraging averaging) implements Metric {

  /// Checks that there is an averaging.
  public F1Score {
    Require.given("f1", "the averaging", averaging, "give ClassAveraging.MACRO");
  }

  /// The mean over the classes.
  public F1Score() {
    this(ClassAveraging.MACRO);
  }

  @Override
  public String name() {
    return averaging.name("f1");
  }

  /// Three counts for each class: found, wrong, missed.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ClassCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    return ClassCounts.average(
        state, averaging, (found, wrong, missed) -> 2 * found / (2 * found + wrong + missed));
  }
}
