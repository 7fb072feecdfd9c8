package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;
import java.util.Optional;

/// Layer and batch normalisation.
final class NormalizationRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Range POSITIVE = Range.of(0.5, 2);
  private static final double EPSILON = 1e-2;
  private static final Optional<RunningStatistics> NONE = Optional.empty();

  private NormalizationRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("layer norm", WIDE, in -> in[0].layerNorm(Shape.of(4), EPSILON), Shape.of(3, 4)),
        shaped(
            "layer norm",
            WIDE,
            in -> in[0].layerNorm(in[1], EPSILON),
            Shape.of(2, 2, 3),
            Shape.of(3)),
        shaped(
            "layer norm",
            WIDE,
            in -> in[0].layerNorm(in[1], in[2], EPSILON),
            Shape.of(2, 2, 3),
            Shape.of(2, 3),
            Shape.of(2, 3)),
        shaped(
            "layer norm",
            WIDE,
            in -> in[0].layerNorm(in[1], in[2], EPSILON),
            Shape.of(0, 3),
            Shape.of(3),
            Shape.of(3)),
        shaped("batch norm", WIDE, in -> in[0].batchNorm(NONE, EPSILON), Shape.of(3, 2, 2)),
        batchNorm(Shape.of(4, 3)),
        batchNorm(Shape.of(2, 3, 2)),
        batchNorm(Shape.of(2, 3, 1, 2)),
        batchNorm(Shape.of(0, 3, 2)),
        shaped(
            "batch norm given",
            POSITIVE,
            in -> in[0].batchNormGiven(in[1], in[2], EPSILON),
            Shape.of(2, 3, 2),
            Shape.of(3),
            Shape.of(3)),
        shaped(
            "batch norm given",
            POSITIVE,
            in -> in[0].batchNormGiven(in[1], in[2], in[3], in[4], EPSILON),
            Shape.of(2, 3, 2, 1),
            Shape.of(3),
            Shape.of(3),
            Shape.of(3),
            Shape.of(3)));
  }

  private static OperationRow batchNorm(Shape x) {
    return shaped(
        "batch norm",
        WIDE,
        in -> in[0].batchNorm(in[1], in[2], NONE, EPSILON),
        x,
        Shape.of(3),
        Shape.of(3));
  }
}
