package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.List;

/// The tensor with a frame of one number: `before[axis]` elements before and `after[axis]` elements
/// after each axis, all at least 0.
///
/// Gradient: `g` without the frame.
public record PadOp(List<Integer> before, List<Integer> after, double value) implements Operation {

  @Override
  public boolean movesElements() {
    return true;
  }

  @Override
  public Linearity linearity() {
    return value == 0 ? Linearity.LINEAR : Linearity.NONE;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    int[] sizes = x.shape().toArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Shape.size((long) sizes[axis] + before.get(axis) + after.get(axis));
    }
    Tensor padded = Tensor.full(x.elementType(), Shape.of(sizes), value);
    View inside = TensorMemory.view(padded);
    for (int axis = 0; axis < sizes.length; axis++) {
      inside = new SliceOp(axis, before.get(axis), 1, x.shape().size(axis)).on(inside);
    }
    new CopyCall(TensorMemory.view(x), inside).run();
    Shape shape = x.shape();
    return Applied.of(padded, g -> inside(g, shape));
  }

  private Tensor inside(Tensor g, Shape shape) {
    Tensor inside = g;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (before.get(axis) > 0 || after.get(axis) > 0) {
        inside = Tensor.apply(new SliceOp(axis, before.get(axis), 1, shape.size(axis)), inside);
      }
    }
    return inside;
  }
}
