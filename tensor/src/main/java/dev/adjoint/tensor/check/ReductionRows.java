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
        shaped("variance", WIDE, in -> in[0].variance(), Shape.of(2, 3)),
        shaped("variance", WIDE, in -> in[0].variance(0, true, 0, 2), Shape.of(2, 3, 2)),
        shaped("std", WIDE, in -> in[0].std(1, false, -1), Shape.of(2, 3)),
        shaped("max", WIDE, in -> in[0].max().square(), Shape.of(2, 3)),
        shaped("max", WIDE, in -> in[0].max(true, 0, 2).square(), Shape.of(2, 3, 2)),
        shaped("min", WIDE, in -> in[0].min(1).square(), Shape.of(2, 3)),
        shaped("argmax", WIDE, in -> in[0].argmax(), Shape.of(2, 3)).withoutGradient(),
        shaped("argmin", WIDE, in -> in[0].argmin(0), Shape.of(2, 3)).withoutGradient(),
        unary("any", WIDE, x -> x.greater(0).any()).withoutGradient(),
        unary("all", WIDE, x -> x.greater(0).all()).withoutGradient());
  }
}
