package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.ScatterReduce;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;
import java.util.function.UnaryOperator;

/// Parts chosen by indices and masks; indices that come twice are among them.
final class IndexRows {

  private static final Range WIDE = Range.of(-2, 2);

  private static final Tensor PLACES = Tensor.of(2L, 0L, 2L, 1L);
  private static final Tensor TABLE = Tensor.of(new long[][] {{2, 0}, {0, 0}});
  private static final Tensor MASK = Tensor.of(new boolean[][] {{true, false}, {true, true}});

  private IndexRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped(
            "masked scatter",
            WIDE,
            in -> in[0].maskedScatter(Tensor.of(true, false, true), in[1]).square(),
            Shape.of(2, 3),
            Shape.of(5)),
        shaped(
                "searchsorted",
                WIDE,
                in -> in[0].sort(0).values().searchsorted(in[1]),
                Shape.of(4),
                Shape.of(2, 3))
            .withoutGradient(),
        one("index select", x -> x.indexSelect(1, PLACES), 2, 3, 2),
        one("index select", x -> x.indexSelect(0, TABLE), 3, 2),
        one("index select", x -> x.indexSelect(1, TABLE), 2, 3, 2),
        one("index select", x -> x.indexSelect(1, Tensor.scalar(2L)), 2, 3, 2),
        one("index select", x -> x.indexSelect(0, Tensor.of(new long[0])), 3, 2),
        shaped(
            "index add",
            WIDE,
            in -> in[0].indexAdd(1, PLACES, in[1]),
            Shape.of(2, 3, 2),
            Shape.of(2, 4, 2)),
        one("gather", x -> x.gather(1, TABLE), 2, 3),
        one("gather", x -> x.gather(0, TABLE), 3, 4),
        shaped(
            "scatter add",
            WIDE,
            in -> in[0].scatterAdd(0, TABLE, in[1]),
            Shape.of(3, 2),
            Shape.of(2, 2)),
        shaped(
            "scatter add",
            WIDE,
            in -> in[0].scatterAdd(1, TABLE, in[1]),
            Shape.of(4, 3),
            Shape.of(2, 2)),
        shaped(
            "scatter",
            WIDE,
            in -> in[0].scatter(1, TABLE, in[1]).square(),
            Shape.of(4, 3),
            Shape.of(2, 2)),
        put(List.of(PLACES), false, Shape.of(3, 2), Shape.of(2)),
        put(List.of(TABLE, Tensor.of(1L, 0L)), true, Shape.of(3, 2, 2), Shape.of(2, 1, 2)),
        reduce(ScatterReduce.SUM, false),
        reduce(ScatterReduce.PROD, true),
        reduce(ScatterReduce.MEAN, true),
        reduce(ScatterReduce.MEAN, false),
        reduce(ScatterReduce.AMAX, true),
        reduce(ScatterReduce.AMIN, false),
        one("masked select", x -> x.maskedSelect(MASK), 2, 2),
        one("masked select", x -> x.maskedSelect(MASK), 3, 1, 2),
        one("masked fill", x -> x.maskedFill(MASK, 3), 3, 2, 2));
  }

  private static OperationRow put(
      List<Tensor> indices, boolean accumulate, Shape shape, Shape values) {
    return shaped(
        "index put",
        WIDE,
        in -> in[0].indexPut(indices, in[1], accumulate).square(),
        shape,
        values);
  }

  private static OperationRow reduce(ScatterReduce how, boolean includeSelf) {
    return shaped(
        "scatter reduce",
        WIDE,
        in -> in[0].scatterReduce(0, TABLE, in[1], how, includeSelf),
        Shape.of(3, 2),
        Shape.of(2, 2));
  }

  private static OperationRow one(String operation, UnaryOperator<Tensor> f, int... sizes) {
    return shaped(operation, WIDE, in -> f.apply(in[0]), Shape.of(sizes));
  }
}
