package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.NonFiniteException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// The checks of anomaly mode: a value or gradient that is not finite throws, with the operation,
/// the layer and the step in the message.

final class FiniteCheck {

  private FiniteCheck() {}

  static void requireFiniteValue(
      Operation operation, Tensor[] inputs, Tensor value, ThreadContext context) {
    if (value.elementType().isFloating() && !value.allFinite()) {
      StringBuilder shapes = new StringBuilder();
      for (Tensor input : inputs) {
        shapes.append(shapes.isEmpty() ? "" : ", ").append(input.shape());
      }
      throw new NonFiniteException(
          context.located(
              "%s: the value is not finite%s (inputs %s, %s); lower the rate, check the data, or clip the gradients"
                  .formatted(operation.label(), atStep(context), shapes, firstBad(value))));
    }
  }

  static void requireFiniteGradient(
      GraphNode node, int input, Tensor gradient, ThreadContext context) {
    if (!gradient.allFinite()) {
      String message =
          "backward of %s: the gradient of input %d is not finite%s (shape %s, %s); lower the rate, check the data, or clip the gradients"
              .formatted(
                  node.label(), input, atStep(context), gradient.shape(), firstBad(gradient));
      throw new NonFiniteException(node.path.isEmpty() ? message : message + "\nin " + node.path);
    }
  }

  private static String atStep(ThreadContext context) {
    return context.step < 0 ? "" : " at step " + context.step;
  }

  private static String firstBad(Tensor value) {
    double[] elements = value.toDoubleArray();
    int index = 0;
    while (Double.isFinite(elements[index])) {
      index++;
    }
    return "element %d is %s".formatted(index, elements[index]);
  }
}
