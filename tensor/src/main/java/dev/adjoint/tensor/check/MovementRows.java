package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Other arrangements of the same elements.
final class MovementRows {

  private static final Range WIDE = Range.of(-2, 2);

  private MovementRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("reshape", WIDE, in -> in[0].reshape(3, -1), Shape.of(2, 3, 2)),
        shaped("permute", WIDE, in -> in[0].permute(2, 0, 1), Shape.of(2, 3, 4)),
        shaped("permute", WIDE, in -> in[0].transpose(0, 3), Shape.of(2, 1, 2, 3)),
        shaped("expand", WIDE, in -> in[0].expand(2, 4, 3), Shape.of(4, 1)),
        shaped("expand", WIDE, in -> in[0].expand(2, 0), Shape.of(2, 1)));
  }
}
