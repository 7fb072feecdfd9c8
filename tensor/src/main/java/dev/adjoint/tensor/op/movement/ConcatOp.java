package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// Joins several tensors along an axis; the other sizes and the element types are equal.
///
/// Gradient: each input gets its part of `g`.
public record ConcatOp(int axis) implements Operation {

  static Shape shape(int axis, Tensor... parts) {
    int[] sizes = parts[0].shape().toArray();
    long length = sizes[axis];
    for (int part = 1; part < parts.length; part++) {
      int[] other = parts[part].shape().toArray();
      boolean fits = other.length == sizes.length;
      for (int i = 0; fits && i < sizes.length; i++) {
        fits = i == axis || other[i] == sizes[i];
      }
      if (!fits) {
        throw new ShapeException(
            "concat",
            "tensor %d has shape %s but tensor 0 has %s; all sizes but that of axis %d must be equal"
                .formatted(part, parts[part].shape(), parts[0].shape(), axis));
      }
      ElementTypeException.requireSame("concat", parts[0], parts[part]);
      length += other[axis];
    }
    sizes[axis] = Shape.size(length);
    return Shape.of(sizes);
  }

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
    Tensor value = TensorMemory.allocate(inputs[0].elementType(), shape(axis, inputs));
    Applied.@Nullable Derivative[] derivatives = new Applied.Derivative[inputs.length];
    int start = 0;
    for (int i = 0; i < inputs.length; i++) {
      SliceOp part = new SliceOp(axis, start, 1, inputs[i].shape().size(axis));
      new CopyCall(TensorMemory.view(inputs[i]), part.on(TensorMemory.view(value))).run();
      derivatives[i] = g -> Tensor.apply(part, g);
      start += part.count();
    }
    return Applied.of(value, derivatives);
  }
}
