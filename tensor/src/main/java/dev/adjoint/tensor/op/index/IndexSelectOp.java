package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.SelectCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;

/// Whole slices of an axis by index: `y[…, j, …] = x[…, index[j], …]`, the lookup of an embedding.
///
/// Shapes: x `[…, n, …]`, index `[m…]` of any rank (I64 or I32, `0 … n − 1`), result `[…, m…, …]`:
/// the sizes of the index replace the axis.
///
/// Gradient: for x the slices of `g` summed by index ([IndexSumOp]); none for the index.
public record IndexSelectOp(int axis) implements Operation {

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
    Tensor index = inputs[1];
    Shape shape = x.shape();
    View checked = Indices.checked(label(), index, shape, axis);
    int count = index.shape().count();
    Tensor value = TensorMemory.allocate(x.elementType(), shape(shape, index.shape()));
    Runs runs = Runs.along(axis, shape.toArray());
    new SelectCall(
            TensorMemory.contiguous(x),
            checked,
            TensorMemory.view(value),
            runs.outer(),
            runs.length(),
            count,
            runs.inner())
        .run();
    int size = shape.size(axis);
    int[] flat = shape.toArray();
    flat[axis] = count;
    Tensor positions = index.reshape(-1);
    return Applied.of(
        value,
        g -> Tensor.apply(new IndexSumOp(axis, size), g.reshape(Shape.of(flat)), positions),
        null);
  }

  private Shape shape(Shape x, Shape index) {
    int[] before = x.toArray();
    int[] sizes = new int[before.length - 1 + index.rank()];
    System.arraycopy(before, 0, sizes, 0, axis);
    System.arraycopy(index.toArray(), 0, sizes, axis, index.rank());
    int rest = before.length - 1 - axis;
    System.arraycopy(before, axis + 1, sizes, sizes.length - rest, rest);
    return Shape.of(sizes);
  }
}
