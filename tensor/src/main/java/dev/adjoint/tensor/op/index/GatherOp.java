package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.GatherCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;

/// Single elements along an axis by index: `y[…, j, …] = x[…, index[…, j, …], …]`.
///
/// Shapes: x `[…, n, …]`, index and result `[…, m, …]` with equal sizes along the other axes; the
/// index is I64 or I32, `0 … n − 1`.
///
/// Gradient: for x the elements of `g` summed by index ([ScatterSumOp]); none for the index.
public record GatherOp(int axis) implements Operation {

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
    Indices.requireAligned(label(), index.shape(), shape, axis);
    View checked = Indices.checked(label(), index, shape, axis);
    Tensor value = TensorMemory.allocate(x.elementType(), index.shape());
    Runs runs = Runs.along(axis, shape.toArray());
    int count = index.shape().size(axis);
    new GatherCall(
            TensorMemory.contiguous(x),
            checked,
            TensorMemory.view(value),
            runs.outer(),
            runs.length(),
            count,
            runs.inner())
        .run();
    int size = shape.size(axis);
    return Applied.of(value, g -> Tensor.apply(new ScatterSumOp(axis, size), g, index), null);
  }
}
