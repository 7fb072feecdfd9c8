package dev.adjoint.tensor.op;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// Whole slices of an axis by index: `y[…, j, …] = x[…, index[j], …]`, the lookup of an embedding.
///
/// Shapes: x `[…, n, …]`, index `[m]` (I64 or I32, `0 … n − 1`), result `[…, m, …]`.
///
/// Gradient: for x the slices of `g` added up by index ([IndexSum]); none for the index.
public record IndexSelect(int axis) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor index = inputs[1];
    Shape shape = x.shape();
    View checked = Indices.checked(label(), index, shape, axis);
    int count = index.shape().count();
    int[] sizes = shape.toArray();
    sizes[axis] = count;
    Tensor value = Tensor.allocate(x.elementType(), Shape.of(sizes));
    Runs runs = Runs.along(axis, shape.toArray());
    Kernels.active()
        .select(
            x.contiguous(),
            checked,
            value.view(),
            runs.outer(),
            runs.length(),
            count,
            runs.inner());
    int size = shape.size(axis);
    return Applied.of(value, g -> Tensor.apply(new IndexSum(axis, size), g, index), null);
  }
}
