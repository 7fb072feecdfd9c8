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
    Ambient ambient = Ambient.current();
    boolean anomaly = ambient.anomaly;
    long before = ambient.step;
    ambient.anomaly = true;
    ambient.step = step;
    try {
      return work.get();
    } finally {
      ambient.anomaly = anomaly;
      ambient.step = before;
    }
  }

  static void requireFiniteValue(
      Operation operation, Tensor[] inputs, Tensor value, Ambient ambient) {
    if (value.elementType().isFloating() && !value.isFinite()) {
      StringBuilder shapes = new StringBuilder();
      for (Tensor input : inputs) {
        shapes.append(shapes.isEmpty() ? "" : ", ").append(input.shape());
      }
      throw new NonFiniteException(
          ambient.located(
              "%s: the value is not finite%s (inputs %s, %s); lower the rate, check the data, or clip the gradients"
                  .formatted(operation.label(), atStep(ambient), shapes, firstBad(value))));
    }
  }

  static void requireFiniteGradient(Node node, int input, Tensor gradient, Ambient ambient) {
    if (!gradient.isFinite()) {
      String message =
          "backward of %s: the gradient of input %d is not finite%s (shape %s, %s); lower the rate, check the data, or clip the gradients"
              .formatted(
                  node.label(), input, atStep(ambient), gradient.shape(), firstBad(gradient));
      throw new NonFiniteException(node.path.isEmpty() ? message : message + "\nin " + node.path);
    }
  }

  private static String atStep(Ambient ambient) {
    return ambient.step < 0 ? "" : " at step " + ambient.step;
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
