package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// A strided part of a tensor, seen without copying.
///
/// Gradient: `g` at the place of the part, 0 elsewhere ([EmbedOp]).
public sealed interface WindowOp extends Operation permits SliceOp, DiagonalOp {

  /// The part of this view.
  @SuppressWarnings("exports")
  View on(View whole);

  @Override
  default Applied apply(Tensor... inputs) {
    Shape whole = inputs[0].shape();
    return Applied.of(
        Tensor.wrap(on(inputs[0].view())), g -> Tensor.apply(new EmbedOp(this, whole), g));
  }
}
