package dev.adjoint.studio.practise;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.why.Element;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.studio.trace.TracedStep;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Small traced computations in F64, and the random numbers of exercises.
final class Traced {

  private Traced() {}

  /// A number with one decimal digit, never near 0: from ±0.3 to ±1.9.
  static double number(RandomGenerator random) {
    double size = random.nextInt(3, 20) / 10.0;
    return random.nextBoolean() ? size : -size;
  }

  /// A matrix of such numbers.
  static double[][] matrix(int rows, int columns, RandomGenerator random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = number(random);
      }
    }
    return matrix;
  }

  static Tensor tensor(double[][] rows) {
    int columns = rows[0].length;
    double[] all = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * columns, columns);
    }
    return Tensor.of(ElementType.F64, all, Shape.of(rows.length, columns));
  }

  static Tensor scalar(double number) {
    return Tensor.scalar(ElementType.F64, number);
  }

  /// The trace of a loss of some parameters.
  static StepTrace of(
      Map<String, Parameter> parameters, Map<String, Tensor> inputs, Supplier<Tensor> loss) {
    return StepTrace.of(new LinkedHashMap<>(parameters), inputs, loss);
  }

  /// The trace of a step with an optimizer.
  static StepTrace of(
      Map<String, Parameter> parameters,
      Map<String, Tensor> inputs,
      Supplier<Tensor> loss,
      UpdateRule rule) {
    Optimizer optimizer = Optimizer.of(new LinkedHashMap<>(parameters), rule);
    return StepTrace.of(new LinkedHashMap<>(parameters), optimizer, inputs, loss);
  }

  static TracedStep step(StepTrace trace) {
    return new TracedStep(1, trace, "0".repeat(64), Optional.empty());
  }

  /// An element of the gradient of a value.
  static double gradient(StepTrace trace, String name, int... index) {
    Tensor gradient = trace.value(name).gradient().orElseThrow();
    return gradient.toDoubleArray()[element(name, index).flat(gradient.shape())];
  }

  static Element element(String name, int... index) {
    List<Integer> at = java.util.Arrays.stream(index).boxed().toList();
    return new Element(name, true, at);
  }
}
