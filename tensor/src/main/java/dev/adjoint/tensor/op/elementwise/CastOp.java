package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The same numbers in another element type. Between F64, F32, F16 and BF16 the gradient is
/// converted back; casts from or to integers and BOOL have no gradient.
public record CastOp(ElementType type) implements Operation {

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
    Tensor x = inputs[0];
    Tensor value = TensorMemory.allocate(type, x.shape());
    new CopyCall(TensorMemory.view(x), TensorMemory.view(value)).run();
    ElementType before = x.elementType();
    return before.isFloating() && type.isFloating()
        ? Applied.of(value, g -> g.to(before))
        : Applied.constant(value);
  }
}
