package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.elementwise.WhereCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;

/// `condition ? a : b`, element by element; all three are broadcast.
///
/// Gradient: for a, `g` where the condition holds, else 0; for b, `g` where the condition does not
/// hold, else 0. An element that was not selected gets exactly 0, even if it is infinite or NaN.
public record WhereOp() implements Operation {

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
    Tensor condition = inputs[0];
    Tensor a = inputs[1];
    Tensor b = inputs[2];
    if (condition.elementType() != ElementType.BOOL) {
      throw new ElementTypeException(
          label(),
          "the condition must be BOOL but is %s; compare it with something first"
              .formatted(condition.elementType()));
    }
    ElementTypeException.requireSame(label(), a, b);
    Shape shape =
        Shape.broadcast(label(), condition.shape(), Shape.broadcast(label(), a.shape(), b.shape()));
    Tensor value = TensorMemory.allocate(a.elementType(), shape);
    new WhereCall(
            ExpandOp.view(condition, shape),
            ExpandOp.view(a, shape),
            ExpandOp.view(b, shape),
            TensorMemory.view(value))
        .run();
    return Applied.of(
        value, null, g -> g.where(condition, zero(g)), g -> zero(g).where(condition, g));
  }

  private static Tensor zero(Tensor g) {
    return Tensor.scalar(g.elementType(), 0);
  }
}
