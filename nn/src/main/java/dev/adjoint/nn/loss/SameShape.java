package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The check of losses that compare element by element: equal shapes, since broadcasting a loss is
/// nearly always a mistake.
final class SameShape {

  private SameShape() {}

  static void require(String loss, Tensor input, Tensor target) {
    Require.tensor(loss, "the input", input);
    Require.tensor(loss, "the target", target);
    if (!input.shape().equals(target.shape())) {
      throw new ShapeException(
          loss,
          "input has shape %s but target has %s; they must be equal, reshape one of them"
              .formatted(input.shape(), target.shape()));
    }
    ElementTypeException.requireSame(loss, "input", input, "target", target);
  }
}
