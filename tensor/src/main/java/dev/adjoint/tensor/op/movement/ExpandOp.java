package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// Repeats axes of size 1 and adds leading axes without copying; these axes have stride 0.
///
/// Gradient: `g` summed over the repeated axes; the backward pass computes this sum.
public record ExpandOp(Shape target) implements Operation {

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
    if (!Shape.broadcast(label(), x.shape(), target).equals(target)) {
      throw new ShapeException(
          label(),
          "shape %s cannot be expanded to %s; only axes of size 1 can grow, and new axes come in front"
              .formatted(x.shape(), target));
    }
    return Applied.of(TensorMemory.wrap(view(x, target)), g -> g);
  }

  /// The view of x broadcast to a shape that is known to be compatible.
  public static View view(Tensor x, Shape shape) {
    View view = TensorMemory.view(x);
    if (x.shape().equals(shape)) {
      return view;
    }
    int[] sizes = shape.toArray();
    int[] strides = new int[sizes.length];
    int added = sizes.length - view.sizes().length;
    for (int axis = added; axis < sizes.length; axis++) {
      strides[axis] = view.sizes()[axis - added] == 1 ? 0 : view.strides()[axis - added];
    }
    return view.with(view.offset(), sizes, strides);
  }
}
