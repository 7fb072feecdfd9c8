package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.index.SearchSortedCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// For each value the index (I64) at which it would be inserted into its sorted row; without a
/// gradient.
///
/// Shapes: sorted `[…, n]` and values `[…, m]` with equal leading axes, or sorted `[n]` and values
/// of any shape; the result has the shape of the values. Rows must be ascending, which is not
/// checked.
///
/// @param right whether the index is behind equal elements, otherwise in front of them
public record SearchSortedOp(boolean right) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor sorted = inputs[0];
    Tensor values = inputs[1];
    ElementTypeException.requireSame(label(), "sorted", sorted, "values", values);
    boolean single = sorted.shape().rank() == 1;
    if (sorted.shape().rank() == 0 || (!single && !sameLeading(sorted.shape(), values.shape()))) {
      throw new ShapeException(
          label(),
          "the sorted rows %s and the values %s must have equal leading axes; give one row [n], or a row for each"
              .formatted(sorted.shape(), values.shape()));
    }
    int length = sorted.shape().size(-1);
    int count = single ? values.shape().count() : values.shape().size(-1);
    int rows = single ? 1 : values.shape().count() / Math.max(count, 1);
    Tensor indices = TensorMemory.allocate(ElementType.I64, values.shape());
    new SearchSortedCall(
            TensorMemory.contiguous(sorted),
            TensorMemory.contiguous(values),
            TensorMemory.view(indices),
            rows,
            length,
            count,
            right)
        .run();
    return Applied.constant(indices);
  }

  private static boolean sameLeading(Shape sorted, Shape values) {
    boolean same = sorted.rank() == values.rank();
    for (int axis = 0; same && axis < sorted.rank() - 1; axis++) {
      same = sorted.size(axis) == values.size(axis);
    }
    return same;
  }

  @Override
  public String label() {
    return "searchsorted";
  }
}
