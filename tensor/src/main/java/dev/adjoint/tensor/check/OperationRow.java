package dev.adjoint.tensor.check;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// One row of the table: an operation, the inputs it is checked with, and to which order.
///
/// @param operation the name of the operation ([label][dev.adjoint.tensor.Operation#label]), or of
///   a method composed of operations
/// @param orders the highest order that is checked: 0 for what has no gradient by definition,
///   otherwise 1 or 2
/// @param inputs draws the inputs of each case
/// @param function calls the operation
public record OperationRow(
    String operation,
    int orders,
    Function<RandomGenerator, List<Tensor[]>> inputs,
    Function<Tensor[], Tensor> function) {

  static OperationRow unary(String operation, Draw.Range range, UnaryOperator<Tensor> f) {
    return new OperationRow(
        operation, 2, random -> Draw.singles(random, range), in -> f.apply(in[0]));
  }

  static OperationRow binary(
      String operation, Draw.Range left, Draw.Range right, BinaryOperator<Tensor> f) {
    return new OperationRow(
        operation, 2, random -> Draw.pairs(random, left, right), in -> f.apply(in[0], in[1]));
  }

  /// One case: inputs of these shapes, each once in C order and once as a permuted view.
  static OperationRow shaped(
      String operation, Draw.Range range, Function<Tensor[], Tensor> f, Shape... shapes) {
    return new OperationRow(
        operation,
        2,
        random -> {
          List<Tensor[]> cases = new ArrayList<>();
          cases.add(
              Arrays.stream(shapes)
                  .map(shape -> Draw.tensor(random, range, shape))
                  .toArray(Tensor[]::new));
          cases.add(
              Arrays.stream(shapes)
                  .map(shape -> Draw.reversed(random, range, shape))
                  .toArray(Tensor[]::new));
          return cases;
        },
        f);
  }

  /// A row for what has no gradient by definition: the value must be untracked.
  OperationRow withoutGradient() {
    return new OperationRow(operation, 0, inputs, function);
  }

  /// The same up to this order only, where the second is not defined.
  OperationRow upTo(int highest) {
    return new OperationRow(operation, highest, inputs, function);
  }

  /// Checks every case to every order.
  List<Verdict> check(RandomGenerator random) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Tensor[] in : inputs.apply(random)) {
      if (orders == 0) {
        verdicts.add(untracked(in));
      }
      if (orders >= 1) {
        verdicts.add(GradientCheck.first(operation, random, function, in));
      }
      if (orders >= 2) {
        verdicts.add(GradientCheck.second(operation, random, function, in));
      }
    }
    return verdicts;
  }

  private Verdict untracked(Tensor[] in) {
    Tensor[] leaves =
        Arrays.stream(in)
            .map(x -> x.elementType().isFloating() ? x.requiresGrad() : x)
            .toArray(Tensor[]::new);
    boolean tracked = function.apply(leaves).isTracked();
    List<Shape> shapes = Arrays.stream(in).map(Tensor::shape).toList();
    return new Verdict(operation, 0, shapes, 0, 0, tracked ? Double.NaN : 0, 0);
  }
}
