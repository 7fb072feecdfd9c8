package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Layer and batch normalisation.
final class NormalizationRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final double EPSILON = 1e-2;

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
            Shape.of(3)));
  }
}
