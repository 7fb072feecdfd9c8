package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;
import static dev.adjoint.tensor.check.OperationRow.unary;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.reduce.RecurrenceOp;
import java.util.List;

/// Sums, extremes and statistics.
final class ReduceRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Range NOT_ZERO = Range.awayFromZero(-2, 2);
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private ReduceRows() {}

  static List<OperationRow> rows() {
    return List.of(
        unary("sum", WIDE, Tensor::sum),
        shaped("sum", WIDE, in -> in[0].sum(0, 2).square(), Shape.of(2, 3, 2, 2)),
        shaped("sum", WIDE, in -> in[0].sum(KeepAxes.YES, -1).square(), Shape.of(2, 3)),
        shaped("nansum", WIDE, in -> in[0].nansum(1).square(), Shape.of(2, 3)),
        shaped("nanmean", WIDE, in -> in[0].nanmean(0).square(), Shape.of(2, 3)),
        shaped("nan to num", WIDE, in -> in[0].nanToNum(0.5).square(), Shape.of(2, 3)),
        shaped("isnan", WIDE, in -> in[0].isnan(), Shape.of(2, 3)).withoutGradient(),
        shaped("isinf", WIDE, in -> in[0].isinf(), Shape.of(2, 3)).withoutGradient(),
        shaped("isfinite", WIDE, in -> in[0].isfinite(), Shape.of(2, 3)).withoutGradient(),
        shaped("sum to", WIDE, in -> in[0].sumTo(Shape.of(3, 1)).square(), Shape.of(2, 3, 4)),
        shaped("mean", WIDE, in -> in[0].mean(1).square(), Shape.of(2, 3, 2)),
        shaped("variance", WIDE, in -> in[0].variance(), Shape.of(2, 3)),
        shaped("variance", WIDE, in -> in[0].variance(0, KeepAxes.YES, 0, 2), Shape.of(2, 3, 2)),
        shaped("std", WIDE, in -> in[0].std(1, KeepAxes.NO, -1), Shape.of(2, 3)),
        shaped("max", WIDE, in -> in[0].max().square(), Shape.of(2, 3)),
        shaped("max", WIDE, in -> in[0].max(KeepAxes.YES, 0, 2).square(), Shape.of(2, 3, 2)),
        shaped("min", WIDE, in -> in[0].min(1).square(), Shape.of(2, 3)),
        unary("prod", WIDE, Tensor::prod),
        shaped("prod", WIDE, in -> in[0].prod(KeepAxes.YES, 1), Shape.of(2, 3, 2)),
        shaped("prod", WIDE, in -> in[0].multiply(withZeros()).prod(1), Shape.of(3, 4)),
        shaped(
            "linear recurrence",
            WIDE,
            in -> Tensor.apply(new RecurrenceOp(), in[0], in[1]).square(),
            Shape.of(2, 4),
            Shape.of(2, 4)),
        unary("norm", NOT_ZERO, Tensor::norm),
        unary("norm", NOT_ZERO, x -> x.norm(1, KeepAxes.YES)),
        shaped("norm", NOT_ZERO, in -> in[0].norm(2, KeepAxes.NO, 1), Shape.of(2, 3)),
        shaped("norm", NOT_ZERO, in -> in[0].norm(3, KeepAxes.YES, 0, 2), Shape.of(2, 3, 2)),
        shaped("norm", NOT_ZERO, in -> in[0].norm(1.5, KeepAxes.NO, -1), Shape.of(2, 3)),
        shaped("norm", WIDE, in -> in[0].norm(INFINITE, KeepAxes.NO, -1), Shape.of(2, 3)),
        unary("logsumexp", WIDE, x -> x.logsumexp().exp()),
        shaped("logsumexp", WIDE, in -> in[0].logsumexp(KeepAxes.YES, 0, 2), Shape.of(2, 3, 2)),
        shaped("cumsum", WIDE, in -> in[0].cumsum(1).square(), Shape.of(2, 3, 2)),
        shaped("cumsum", WIDE, in -> in[0].cumsum(0).square(), Shape.of(0, 2)),
        shaped("cumprod", WIDE, in -> in[0].cumprod(1), Shape.of(2, 3, 2)),
        shaped("cumprod", WIDE, in -> in[0].multiply(withZeros()).cumprod(-1), Shape.of(3, 4)),
        shaped("cummax", WIDE, in -> in[0].cummax(1).values().square(), Shape.of(2, 4)),
        shaped("cummin", WIDE, in -> in[0].cummin(0).values().square(), Shape.of(3, 2)),
        shaped("cumulative extreme", WIDE, in -> in[0].cummax(0).indices(), Shape.of(4))
            .withoutGradient(),
        shaped("diff", WIDE, in -> in[0].diff(-1).square(), Shape.of(2, 4)),
        shaped("sort", WIDE, in -> in[0].sort(1).values().square(), Shape.of(2, 3, 2)),
        shaped("topk", WIDE, in -> in[0].topk(2, 0, false).values().square(), Shape.of(3, 2)),
        shaped("argsort", WIDE, in -> in[0].sort(0, true).indices(), Shape.of(3, 2))
            .withoutGradient(),
        shaped("quantile", WIDE, in -> in[0].quantile(0.3, 1).square(), Shape.of(2, 4)),
        shaped("nanmedian", WIDE, in -> in[0].nanmedian(1).square(), Shape.of(2, 4)),
        shaped("nanquantile", WIDE, in -> in[0].nanquantile(0.3, 0).square(), Shape.of(4, 2)),
        shaped("median", WIDE, in -> in[0].median(0).square(), Shape.of(4, 2)),
        shaped("argmax", WIDE, in -> in[0].argmax(), Shape.of(2, 3)).withoutGradient(),
        shaped("argmin", WIDE, in -> in[0].argmin(0), Shape.of(2, 3)).withoutGradient(),
        unary("any", WIDE, x -> x.greater(0).any()).withoutGradient(),
        unary("all", WIDE, x -> x.greater(0).all()).withoutGradient());
  }

  /// Rows with no, one and two zeros.
  private static Tensor withZeros() {
    return Tensor.of(ElementType.F64, new double[][] {{1, 1, 1, 1}, {1, 0, 1, 1}, {0, 1, 1, 0}});
  }
}
