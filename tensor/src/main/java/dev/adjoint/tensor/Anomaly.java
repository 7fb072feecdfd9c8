package dev.adjoint.tensor;

import java.util.function.Supplier;

/// Anomaly mode: finds the operation, layer and step at which a value stopped being finite.
///
/// Costs one pass over every value and gradient, so it is off unless asked for.
public final class Anomaly {

  private Anomaly() {}

  /// Runs `work` so that the first value or gradient with a NaN or an infinity throws.
  ///
  /// @param step the training step for the message, or −1
  /// @throws NonFiniteException naming the operation, the layer and the step
  public static <T> T detect(long step, Supplier<T> work) {
    ThreadContext context = ThreadContext.current();
    boolean anomaly = context.anomaly;
    long before = context.step;
    context.anomaly = true;
    context.step = step;
    try {
      return work.get();
    } finally {
      context.anomaly = anomaly;
      context.step = before;
    }
  }

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
    int at = 0;
    while (Double.isFinite(elements[at])) {
      at++;
    }
    return "element %d is %s".formatted(at, elements[at]);
  }
}
