package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.ScatterAddCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;

/// Single elements summed by index along an axis of `size` elements, which start at 0: `y[…,
/// index[…, j, …], …] += x[…, j, …]` in the order of j.
///
/// Shapes: x and index `[…, m, …]`, result `[…, size, …]`; the index is I64 or I32, `0 … size − 1`.
///
/// Gradient: for x the elements of `g` by index ([GatherOp]); none for the index.
public record ScatterSumOp(int axis, int size) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor index = inputs[1];
    Shape shape = x.shape();
    if (!index.shape().equals(shape)) {
      throw new ShapeException(
          label(),
          "the index has shape %s but what is added has %s; give one index for each element"
              .formatted(index.shape(), shape));
    }
    if (x.elementType() == ElementType.BOOL) {
      throw new ElementTypeException(
          label(), "needs numbers but got BOOL; convert with to(ElementType.F32)");
    }
    int[] sizes = shape.toArray();
    sizes[axis] = size;
    Shape target = Shape.of(sizes);
    View checked = Indices.checked(label(), index, target, axis);
    Tensor value = TensorMemory.allocate(x.elementType(), target);
    Runs runs = Runs.along(axis, target.toArray());
    int count = shape.size(axis);
    new ScatterAddCall(
            TensorMemory.contiguous(x),
            checked,
            TensorMemory.view(value),
            runs.outer(),
            size,
            count,
            runs.inner())
        .run();
    return Applied.of(value, g -> Tensor.apply(new GatherOp(axis), g, index), null);
  }

  @Override
  public String label() {
    return "scatter add";
  }
}
