package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The share of right answers to yes-or-no questions, 0 … 1: an output above the threshold says
/// yes, a target above ½ is yes.
///
/// **Shapes**: outputs and targets equal.
///
/// @param threshold 0 for logits, 0.5 for probabilities
public record BinaryAccuracy(double threshold) implements Metric {

  /// For logits.
  public BinaryAccuracy() {
    this(0);
  }

  /// Checks the threshold.
  public BinaryAccuracy {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException(
          "binary accuracy: the threshold is %s but must be a finite number; give 0 for logits, 0.5 for probabilities"
              .formatted(threshold));
    }
  }

  @Override
  public String name() {
    return "binary_accuracy";
  }

  /// The right answers and all answers.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    Require.tensor("binary accuracy", "the output", outputs);
    Require.tensor("binary accuracy", "the target", target);
    if (!outputs.shape().equals(target.shape())) {
      throw new ShapeException(
          "binary accuracy",
          "outputs have shape %s but targets have %s; reshape one of them"
              .formatted(outputs.shape(), target.shape()));
    }
    double[] y = outputs.detach().to(ElementType.F64).toDoubleArray();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    int right = 0;
    for (int i = 0; i < y.length; i++) {
      right += (y[i] > threshold) == (t[i] > 0.5) ? 1 : 0;
    }
    return new double[] {right, y.length};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }
}
