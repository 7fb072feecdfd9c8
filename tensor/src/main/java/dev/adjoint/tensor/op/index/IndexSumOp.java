package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.SelectAddCall;
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

/// Slices summed by index along an axis of `size` elements, which start at 0: `y[…, index[j], …] +=
/// x[…, j, …]` in the order of j.
///
/// Shapes: x `[…, m, …]`, index `[m]` (I64 or I32, `0 … size − 1`), result `[…, size, …]`.
///
/// Gradient: for x the slices of `g` by index ([IndexSelectOp]); none for the index.
public record IndexSumOp(int axis, int size) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor index = inputs[1];
    Shape shape = x.shape();
    int count = index.shape().count();
    if (index.shape().rank() != 1 || count != shape.size(axis)) {
      throw new ShapeException(
          label(),
          "the index has shape %s but axis %d of %s has size %d; give one index for each slice"
              .formatted(index.shape(), axis, shape, shape.size(axis)));
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
    new SelectAddCall(
            TensorMemory.contiguous(x),
            checked,
            TensorMemory.view(value),
            runs.outer(),
            size,
            count,
            runs.inner())
        .run();
    return Applied.of(value, g -> Tensor.apply(new IndexSelectOp(axis), g, index), null);
  }

  @Override
  public String label() {
    return "index add";
  }
}
