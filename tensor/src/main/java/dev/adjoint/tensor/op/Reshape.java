package dev.adjoint.tensor.op;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// The same elements in C order under other sizes; shares memory when they lie in C order already.
///
/// Gradient: `g` in the input's shape.
public record Reshape(Shape target) implements Operation {

  /// The target of `reshape(sizes)`, in which one size may be −1: what is left over.
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
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Shape before = x.shape();
    if (before.count() != target.count()) {
      throw new ShapeException(
          label(),
          "shape %s has %d elements but %s has %d; the product of the sizes must stay the same"
              .formatted(before, before.count(), target, target.count()));
    }
    View view = x.contiguous();
    int[] sizes = target.toArray();
    Tensor value = Tensor.wrap(view.with(view.offset(), sizes, View.contiguousStrides(sizes)));
    return Applied.of(value, g -> g.reshape(before));
  }
}
