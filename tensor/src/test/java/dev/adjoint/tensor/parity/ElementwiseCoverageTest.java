package dev.adjoint.tensor.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ActivationOps;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementwiseOps;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.elementwise.BinaryOp;
import dev.adjoint.tensor.op.elementwise.UnaryOp;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A new elementwise function must have a row in one of these tables: NaN in gives NaN out.
class ElementwiseCoverageTest {

  /// The functions of two arguments; the stored cases "every pair" and "special values" hold the
  /// rest of their ends.
  private static final Map<String, BinaryOperator<Tensor>> PAIRS =
      Map.of(
          "add", Tensor::add,
          "subtract", Tensor::subtract,
          "multiply", Tensor::multiply,
          "divide", Tensor::divide,
          "minimum", Tensor::minimum,
          "maximum", Tensor::maximum,
          "pow", Tensor::pow,
          "atan2", Tensor::atan2,
          "prelu", (x, weight) -> x.prelu(weight.slice(0, 0, 1)));

  /// What compares, selects or works along an axis.
  private static final Set<String> OTHERS =
      Set.of(
          "eq",
          "notEqual",
          "less",
          "lessEqual",
          "greater",
          "greaterEqual",
          "logicalAnd",
          "logicalOr",
          "logicalXor",
          "logicalNot",
          "where",
          "softmax",
          "logSoftmax",
          "crossEntropy",
          "glu");

  private static final double[] NUMBERS = {
    Double.NEGATIVE_INFINITY, -2.5, -1, -0.0, 0, 0.5, 2, Double.POSITIVE_INFINITY, Double.NaN
  };

  @Test
  void everyFunctionHasARow() {
    Set<String> rows = new TreeSet<>(PAIRS.keySet());
    ExtremeFunction.ALL.forEach(function -> rows.add(function.name()));
    rows.addAll(OTHERS);
    Set<String> functions =
        Stream.of(ElementwiseOps.class, ActivationOps.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
            .filter(method -> method.getReturnType() == Tensor.class)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(functions).hasSizeGreaterThan(60).isEqualTo(rows);
  }

  @Test
  void everyRowOfOneArgumentHasStoredCasesWithNaNInBothTypes() {
    for (ExtremeFunction function : ExtremeFunction.ALL) {
      List<ExtremeLine> lines =
          ExtremeLine.stored().stream()
              .filter(line -> line.function().equals(function.name()))
              .toList();
      assertThat(lines)
          .as(function.name())
          .extracting(ExtremeLine::type)
          .contains(ElementType.F32, ElementType.F64);
      assertThat(lines)
          .as(function.name())
          .allMatch(line -> Arrays.stream(line.x()).anyMatch(Double::isNaN));
    }
  }

  @Test
  void functionsOfTwoArgumentsGiveNaNForNaN() {
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      PAIRS.forEach((name, f) -> {
        for (double number : NUMBERS) {
          Tensor nan = Tensor.full(type, Shape.of(37), Double.NaN);
          Tensor other = Tensor.full(type, Shape.of(37), number);
          boolean one = name.equals("pow") && number == 0;
          assertThat(f.apply(nan, other).toDoubleArray())
              .as("%s(NaN, %s)", name, number)
              .containsOnly(one ? 1 : Double.NaN);
          boolean unused = name.equals("prelu") && number > 0;
          assertThat(f.apply(other, nan).toDoubleArray())
              .as("%s(%s, NaN)", name, number)
              .containsOnly(unused ? number : Double.NaN);
        }
        Tensor ones = Tensor.ones(type, Shape.of(37));
        Tensor nan = Tensor.full(type, Shape.of(37), Double.NaN);
        boolean one = name.equals("pow") || name.equals("prelu");
        assertThat(f.apply(ones, nan).toDoubleArray()).containsOnly(one ? 1 : Double.NaN);
      });
    }
  }

  /// The operations behind the functions, among them the derivatives that have kernels of their
  /// own: none turns a NaN of its last argument into an ordinary number, except where the slope is
  /// a constant.
  @Test
  void derivativesPassTheGradientOrNaNAtNaN() {
    Set<BinaryOp> constant = Set.of(BinaryOp.HARDSIGMOID_GRADIENT);
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      Tensor g = Tensor.full(type, Shape.of(37), 1.5);
      Tensor nan = Tensor.full(type, Shape.of(37), Double.NaN);
      for (BinaryOp operation : BinaryOp.values()) {
        if (!operation.name().endsWith("_GRADIENT")) {
          continue;
        }
        double[] found = Tensor.apply(operation, g, nan).toDoubleArray();
        double[] allowed =
            constant.contains(operation) ? new double[] {0} : new double[] {1.5, Double.NaN};
        for (double one : found) {
          assertThat(allowed).as(operation.name()).contains(one);
        }
      }
      for (UnaryOp operation : UnaryOp.values()) {
        if (operation != UnaryOp.NOT) {
          assertThat(Tensor.apply(operation, nan).toDoubleArray())
              .as(operation.name())
              .containsOnly(Double.NaN);
        }
      }
    }
  }
}
