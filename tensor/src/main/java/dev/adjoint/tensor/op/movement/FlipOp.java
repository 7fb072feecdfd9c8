package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.List;

/// The elements in reverse order along some axes, without copying: `y[i] = x[size − 1 − i]`.
///
/// Gradient: `g` reversed along the same axes.
public record FlipOp(List<Integer> axes) implements Operation {

  @Override
  public boolean movesElements() {
    return true;
  }

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    View view = TensorMemory.view(inputs[0]);
    int[] strides = view.strides().clone();
    int offset = view.offset();
    for (int axis : axes) {
      if (view.sizes()[axis] > 0) {
        offset += (view.sizes()[axis] - 1) * strides[axis];
        strides[axis] = -strides[axis];
      }
    }
    return Applied.of(
        TensorMemory.wrap(view.with(offset, view.sizes(), strides)), g -> Tensor.apply(this, g));
  }
}
