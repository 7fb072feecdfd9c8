package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Tensor;

/// The rank of matrices.
public final class Ranks {

  private Ranks() {}

  /// See [dev.adjoint.tensor.MatrixFunctions#matrixRank].
  public static Tensor of(Tensor a) {
    Squares.requireMatrices("matrix rank", a);
    Tensor s = Linalg.svdvals(a.detach());
    return counted(a, s).to(ElementType.I64).sum(-1);
  }

  /// Which singular values are not 0 but for rounding.
  static Tensor counted(Tensor a, Tensor s) {
    int sizes = Math.max(a.shape().size(-2), a.shape().size(-1));
    double fraction = sizes * Systems.epsilon(a.elementType());
    return s.greater(s.max(KeepAxes.YES, -1).multiply(fraction));
  }
}
