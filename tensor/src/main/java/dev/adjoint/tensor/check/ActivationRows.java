package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// The activation functions.
final class ActivationRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Tensor TARGET = Tensor.of(2L, 0L, 1L, 2L);

  private ActivationRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("softmax", WIDE, in -> in[0].softmax(-1), Shape.of(2, 3)),
        shaped("softmax", WIDE, in -> in[0].softmax(0), Shape.of(3, 2, 2)),
        shaped("softmax", WIDE, in -> in[0].softmax(0), Shape.of(0, 2)),
        shaped("log softmax", WIDE, in -> in[0].logSoftmax(-1), Shape.of(2, 3)),
        shaped("log softmax", WIDE, in -> in[0].logSoftmax(1), Shape.of(2, 3, 2)),
        shaped("cross entropy", WIDE, in -> in[0].crossEntropy(TARGET), Shape.of(4, 3)));
  }
}
