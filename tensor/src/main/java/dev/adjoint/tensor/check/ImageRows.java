package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.ArrayList;
import java.util.List;

/// Other sizes of images, and their patches.
final class ImageRows {

  private static final Range WIDE = Range.of(-2, 2);

  private ImageRows() {}

  static List<OperationRow> rows() {
    List<OperationRow> rows = new ArrayList<>();
    for (Interpolation mode : Interpolation.values()) {
      Shape images = Shape.of(1, 2, 2, 3);
      rows.add(
          shaped("interpolate", WIDE, in -> in[0].interpolate(mode, false, 3, 7).square(), images));
      rows.add(
          shaped("interpolate", WIDE, in -> in[0].interpolate(mode, true, 1, 2).square(), images));
      rows.add(
          shaped(
              "interpolate",
              WIDE,
              in -> in[0].interpolate(mode, false, 3, 1, 5),
              Shape.of(1, 2, 2, 2, 3)));
    }
    Conv2dOptions apart =
        Conv2dOptions.standard().withStride(2, 1).withPadding(1, 0, 2, 1).withDilation(1, 2);
    rows.add(
        shaped("unfold", WIDE, in -> in[0].unfold(2, 2, apart).square(), Shape.of(2, 2, 3, 3)));
    rows.add(shaped("fold", WIDE, in -> in[0].fold(3, 3, 2, 2, apart).square(), Shape.of(2, 8, 8)));
    return rows;
  }
}
