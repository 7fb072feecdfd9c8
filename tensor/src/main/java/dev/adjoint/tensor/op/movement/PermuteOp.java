package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Arrays;
import java.util.List;

/// The axes in another order, without copying: axis i of the result is axis `axes[i]` of the input.
///
/// Gradient: `g` with the axes in their original order.
public record PermuteOp(List<Integer> axes) implements Operation {

  /// The two axes of a matrix swapped.
  public static final PermuteOp TRANSPOSE = new PermuteOp(List.of(1, 0));

  /// The permutation for these axes of a shape, negative ones counted from the end.
  public static PermuteOp of(Shape shape, int... axes) {
    Integer[] order = new Integer[axes.length];
    boolean[] seen = new boolean[shape.rank()];
    for (int i = 0; i < axes.length; i++) {
      int axis = shape.axis("permute", axes[i]);
      order[i] = axis;
      seen[axis] = true;
    }
    boolean complete = axes.length == shape.rank();
    for (boolean one : seen) {
      complete &= one;
    }
    if (!complete) {
      throw new ShapeException(
          "permute",
          "axes %s are not an order of the %d axes of %s; name each axis once"
              .formatted(Arrays.toString(axes), shape.rank(), shape));
    }
    return new PermuteOp(List.of(order));
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
    View view = TensorMemory.view(inputs[0]);
    int rank = axes.size();
    int[] sizes = new int[rank];
    int[] strides = new int[rank];
    for (int i = 0; i < rank; i++) {
      int axis = axes.get(i);
      sizes[i] = view.sizes()[axis];
      strides[i] = view.strides()[axis];
    }
    return Applied.of(TensorMemory.wrap(view.with(view.offset(), sizes, strides)), this::back);
  }

  private Tensor back(Tensor g) {
    int[] inverse = new int[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return g.permute(inverse);
  }
}
