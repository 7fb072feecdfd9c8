package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Parameters as one array of F64 numbers, in their order and each in C order.
final class FlatParameters {

  private final List<Parameter> parameters;
  private final int count;

  FlatParameters(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.count = parameters.stream().mapToInt(p -> p.shape().count()).sum();
  }

  /// Those of a model that are trainable.
  ///
  /// @throws IllegalArgumentException if there are none that can be found
  static FlatParameters trainable(String operation, Object model) {
    List<Parameter> trainable =
        Parameters.of(model).setNames().list().stream().filter(Parameter::isTrainable).toList();
    if (trainable.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: the model has no trainable parameters that can be found; make it a record of its layers, or thaw some"
              .formatted(operation));
    }
    return new FlatParameters(trainable);
  }

  /// The number of elements of all parameters.
  int count() {
    return count;
  }

  double[] values() {
    double[] all = new double[count];
    int offset = 0;
    for (Parameter parameter : parameters) {
      offset = append(parameter.value().detach(), all, offset);
    }
    return all;
  }

  private static int append(Tensor part, double[] all, int offset) {
    double[] elements = part.to(ElementType.F64).toDoubleArray();
    System.arraycopy(elements, 0, all, offset, elements.length);
    return offset + elements.length;
  }

  /// Makes `origin + step · direction` the values.
  void set(double[] origin, double step, double[] direction) {
    int offset = 0;
    for (Parameter parameter : parameters) {
      Shape shape = parameter.shape();
      double[] part = Arrays.copyOfRange(origin, offset, offset + shape.count());
      for (int i = 0; i < part.length; i++) {
        part[i] += step * direction[offset + i];
      }
      offset += part.length;
      parameter.replace(Tensor.of(parameter.value().elementType(), part, shape));
    }
  }

  /// The loss and its gradient at the present values; 0 for a parameter that the loss does not use.
  LossAndGradient evaluate(Supplier<Tensor> loss) {
    parameters.forEach(Parameter::zeroGrad);
    Tensor value = loss.get();
    value.backward();
    double[] all = new double[count];
    int offset = 0;
    for (Parameter parameter : parameters) {
      Tensor g = parameter.gradient();
      offset = g == null ? offset + parameter.shape().count() : append(g.detach(), all, offset);
    }
    return new LossAndGradient(value.item(), all);
  }

  /// The same before a step.
  ///
  /// @throws ArithmeticException if the loss or its gradient is not finite
  LossAndGradient evaluateFirst(String operation, Supplier<Tensor> loss) {
    LossAndGradient now = evaluate(loss);
    if (!now.isFinite()) {
      throw new ArithmeticException(
          "%s: the loss is %s or its gradient is not finite before the step; check data and model, or start elsewhere"
              .formatted(operation, now.loss()));
    }
    return now;
  }

  /// The loss and its gradient at `origin + step · direction`.
  LossAndGradient evaluate(
      double[] origin, double step, double[] direction, Supplier<Tensor> loss) {
    set(origin, step, direction);
    return evaluate(loss);
  }
}
