package dev.adjoint.nn.check;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.OperationTable;
import dev.adjoint.tensor.check.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// One row of the table of losses: a loss as a function of what has a gradient, in F64.
///
/// @param loss the name of its class
/// @param low the smallest number of the inputs
/// @param high the largest
/// @param shapes the shape of each input
/// @param function the loss for these inputs
public record LossRow(
    String loss, double low, double high, List<Shape> shapes, Function<Tensor[], Tensor> function) {

  /// Copies the list.
  public LossRow {
    shapes = List.copyOf(shapes);
  }

  /// Inputs within −2 … 2.
  static LossRow of(Object loss, Function<Tensor[], Tensor> function, Shape... shapes) {
    return new LossRow(loss.getClass().getSimpleName(), -2, 2, List.of(shapes), function);
  }

  /// The same row with inputs in this range.
  LossRow within(double least, double most) {
    return new LossRow(loss, least, most, shapes, function);
  }

  /// Checks the row; alone it gives the same numbers as in the table.
  public OperationTable.Line check(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ loss.hashCode());
    Tensor[] in =
        shapes.stream()
            .map(shape -> Tensor.uniform(ElementType.F64, shape, low, high, random))
            .toArray(Tensor[]::new);
    Verdict first = GradientCheck.first(loss, random, function, in);
    Verdict second = GradientCheck.second(loss, random, function, in);
    return new OperationTable.Line(loss, 2, 1, Arrays.asList(first, second));
  }
}
