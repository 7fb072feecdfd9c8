package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// A strided part of a tensor, without copying.
///
/// Gradient: `g` at the position of the part, 0 elsewhere ([EmbedOp]).
public sealed interface WindowOp extends Operation permits SliceOp, DiagonalOp {

  /// The part of this view.
  View on(View whole);

  @Override
  default boolean movesElements() {
    return true;
  }

  @Override
  default Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  default Applied apply(Tensor... inputs) {
    Shape whole = inputs[0].shape();
    return Applied.of(
        TensorMemory.wrap(on(TensorMemory.view(inputs[0]))),
        g -> Tensor.apply(new EmbedOp(this, whole), g));
  }
}
