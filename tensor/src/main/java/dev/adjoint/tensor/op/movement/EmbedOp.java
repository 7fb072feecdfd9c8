package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// A tensor of zeros with the input written to a window: the transpose of the window.
///
/// Gradient: the window of `g`.
public record EmbedOp(WindowOp window, Shape whole) implements Operation {

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
    Tensor part = inputs[0];
    Tensor value = TensorMemory.allocate(part.elementType(), whole);
    new CopyCall(TensorMemory.view(part), window.on(TensorMemory.view(value))).run();
    return Applied.of(value, g -> Tensor.apply(window, g));
  }
}
