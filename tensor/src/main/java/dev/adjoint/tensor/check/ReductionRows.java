package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;
import static dev.adjoint.tensor.check.OperationRow.unary;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Sums, extremes and statistics.
final class ReductionRows {

  private static final Range WIDE = Range.of(-2, 2);

  private ReductionRows() {}

  static List<OperationRow> rows() {
    return List.of(
        unary("sum", WIDE, Tensor::sum),
        shaped("sum", WIDE, in -> in[0].sum(0, 2).square(), Shape.of(2, 3, 2, 2)),
        shaped("sum", WIDE, in -> in[0].sum(true, -1).square(), Shape.of(2, 3)),
        shaped("sum to", WIDE, in -> in[0].sumTo(Shape.of(3, 1)).square(), Shape.of(2, 3, 4)),
        shaped("mean", WIDE, in -> in[0].mean(1).square(), Shape.of(2, 3, 2)),
        unary("any", WIDE, x -> x.greater(0).any()).withoutGradient(),
        unary("all", WIDE, x -> x.greater(0).all()).withoutGradient());
  }
}
