package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Errors of predicted numbers in F64, and the check of their unit.
final class Errors {

  private Errors() {}

  /// `y − t`, of any shape.
  static Tensor of(String metric, Tensor predicted, Tensor target) {
    Require.tensor(metric, "the prediction", predicted);
    Require.tensor(metric, "the target", target);
    if (!predicted.shape().equals(target.shape())) {
      throw new ShapeException(
          metric,
          "predictions have shape %s but targets have %s; reshape one of them"
              .formatted(predicted.shape(), target.shape()));
    }
    return predicted.detach().to(ElementType.F64).subtract(target.detach().to(ElementType.F64));
  }

  static void requireUnit(String metric, double unit) {
    if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: the unit is %s but must be a finite number above 0; give the standard deviation that targets were divided by, or 1"
              .formatted(metric, unit));
    }
  }
}
