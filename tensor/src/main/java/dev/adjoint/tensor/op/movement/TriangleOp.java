package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.WhereCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The triangle of each matrix in the last two axes, 0 elsewhere: the lower one keeps `x[…, i, j]`
/// where `j − i ≤ diagonal`, the upper one where `j − i ≥ diagonal`.
///
/// Gradient: the triangle of `g`. Elements outside the triangle become exactly 0, even if they are
/// infinite or NaN.
public record TriangleOp(boolean upper, int diagonal) implements Operation {

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
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          label(),
          "needs matrices in the last two axes but the shape is %s; reshape it first"
              .formatted(x.shape()));
    }
    Shape matrix = Shape.of(x.shape().size(-2), x.shape().size(-1));
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    View mask = ExpandOp.view(mask(matrix), x.shape());
    View zero = ExpandOp.view(Tensor.scalar(x.elementType(), 0), x.shape());
    new WhereCall(mask, TensorMemory.view(x), zero, TensorMemory.view(value)).run();
    return Applied.of(value, g -> Tensor.apply(this, g));
  }

  private Tensor mask(Shape matrix) {
    Tensor rows = Tensor.arange(matrix.size(0)).to(ElementType.I32).unsqueeze(1);
    Tensor columns = Tensor.arange(matrix.size(1)).to(ElementType.I32);
    Tensor beyond = columns.subtract(rows);
    return upper ? beyond.greaterEqual(diagonal) : beyond.lessEqual(diagonal);
  }

  @Override
  public String label() {
    return upper ? "triu" : "tril";
  }
}
