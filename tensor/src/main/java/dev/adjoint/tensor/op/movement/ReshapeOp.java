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
import org.jspecify.annotations.Nullable;

/// The same elements in C order with other sizes.
///
/// Shares memory if strides can express the new sizes. This is always so for elements in C order.
/// For other layouts it is so if the elements of all joined axes are evenly spaced in memory.
///
/// Gradient: `g` in the input's shape.
public record ReshapeOp(Shape target) implements Operation {

  private static final int UNEVEN = Integer.MIN_VALUE;

  /// The target of `reshape(sizes)`, in which one size may be −1; it is computed from the others.
  public static Shape resolve(Shape from, int... sizes) {
    int open = -1;
    long known = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == -1 && open < 0) {
        open = axis;
      } else {
        known *= sizes[axis];
      }
    }
    if (open < 0) {
      return Shape.of(sizes);
    }
    int[] resolved = sizes.clone();
    if (known <= 0 || from.count() % known != 0) {
      throw new ShapeException(
          "reshape",
          "the %d elements of %s do not divide into %s; choose sizes whose product divides %d"
              .formatted(from.count(), from, Arrays.toString(sizes), from.count()));
    }
    resolved[open] = (int) (from.count() / known);
    return Shape.of(resolved);
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
    Tensor x = inputs[0];
    Shape before = x.shape();
    if (before.count() != target.count()) {
      throw new ShapeException(
          label(),
          "shape %s has %d elements but %s has %d; the product of the sizes must stay the same"
              .formatted(before, before.count(), target, target.count()));
    }
    View view = TensorMemory.view(x);
    if (view.isContiguous()) {
      return Applied.of(TensorMemory.withShape(x, target), g -> g.reshape(before));
    }
    int[] sizes = target.toArray();
    int[] strides = strides(view, sizes);
    if (strides == null) {
      view = TensorMemory.contiguous(x);
      strides = View.contiguousStrides(sizes);
    }
    Tensor value = TensorMemory.wrap(view.with(view.offset(), sizes, strides));
    return Applied.of(value, g -> g.reshape(before));
  }

  /// The strides with which a view has other sizes with the same number of elements, or null if
  /// there are none.
  ///
  /// Old and new axes are matched in the smallest groups of equal products; within a group the
  /// elements of the old axes must be evenly spaced in memory.
  private static int @Nullable [] strides(View view, int[] sizes) {
    int[] strides = View.contiguousStrides(sizes);
    if (view.count() == 0) {
      return strides;
    }
    int[] old = view.sizes();
    int from = 0;
    int at = 0;
    while (at < sizes.length && from < old.length) {
      int end = at + 1;
      int to = from + 1;
      long target = sizes[at];
      long found = old[from];
      while (target != found) {
        if (target < found) {
          target *= sizes[end++];
        } else {
          found *= old[to++];
        }
      }
      int stride = evenStride(view, from, to);
      if (stride == UNEVEN) {
        return null;
      }
      for (int axis = end - 1; axis >= at; axis--) {
        strides[axis] = stride;
        stride *= sizes[axis];
      }
      at = end;
      from = to;
    }
    return strides;
  }

  /// The constant step between elements over the axes `from` up to but not including `to`.
  private static int evenStride(View view, int from, int to) {
    int last = to - 1;
    while (last > from && view.sizes()[last] == 1) {
      last--;
    }
    int expected = view.strides()[last];
    int step = expected;
    for (int axis = last; axis >= from; axis--) {
      if (view.sizes()[axis] != 1) {
        if (view.strides()[axis] != expected) {
          return UNEVEN;
        }
        expected *= view.sizes()[axis];
      }
    }
    return step;
  }
}
