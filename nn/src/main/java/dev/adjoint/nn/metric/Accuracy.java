package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The share of right answers, 0 … 1: the class with the largest output is that of the target.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
///
/// @param ignoreIndex the target index that is ignored, such as padding, or empty for none
public record Accuracy(OptionalLong ignoreIndex) implements Metric {

  /// Refuses null.
  public Accuracy {
    Require.given(
        "accuracy", "the ignored index", ignoreIndex, "give OptionalLong.empty() for none");
  }

  /// Every target counts.
  public Accuracy() {
    this(OptionalLong.empty());
  }

  /// The same with a target index that is ignored.
  @CheckReturnValue
  public Accuracy withIgnoreIndex(long index) {
    return new Accuracy(OptionalLong.of(index));
  }

  @Override
  public String name() {
    return "accuracy";
  }

  /// The right answers and all answers.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, ignoreIndex);
    long[] predicted = indices.predicted();
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == indices.target()[i] ? 1 : 0;
    }
    return new double[] {right, predicted.length};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }
}
