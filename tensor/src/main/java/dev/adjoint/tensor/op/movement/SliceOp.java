package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;

/// Evenly spaced elements of one axis: `y[…, i, …] = x[…, start + i·step, …]` for `i < count`.
///
/// Shares memory with the input, for negative steps too.
public record SliceOp(int axis, int start, int step, int count) implements WindowOp {

  /// The slice `from:to:step` by the rules of NumPy and PyTorch: negative bounds count from the
  /// end, bounds outside the axis are moved to its ends, `to` is not included.
  ///
  /// With a negative step the slice runs from `from` down; to include element 0, give a `to` of
  /// `-size - 1` or less, because −1 is the last element.
  ///
  /// @throws ShapeException if the axis does not exist or the step is 0
  public static SliceOp of(Shape shape, int axis, int from, int to, int step) {
    int a = shape.axis("slice", axis);
    if (step == 0) {
      throw new ShapeException(
          "slice", "the step is 0; take a step of 1 or more, or a negative one to go backwards");
    }
    int size = shape.size(a);
    int low = step > 0 ? 0 : -1;
    int high = step > 0 ? size : size - 1;
    int start = bound(from, size, low, high);
    int end = bound(to, size, low, high);
    long distance = step > 0 ? end - start : start - end;
    long stride = Math.abs((long) step);
    int count = (int) Math.max(0, (distance + stride - 1) / stride);
    return new SliceOp(a, start, step, count);
  }

  private static int bound(int given, int size, int low, int high) {
    int counted = given < 0 ? given + size : given;
    return Math.clamp(counted, low, high);
  }

  @Override
  public View on(View whole) {
    int[] sizes = whole.sizes().clone();
    int[] strides = whole.strides().clone();
    int offset = count == 0 ? whole.offset() : whole.offset() + start * strides[axis];
    sizes[axis] = count;
    strides[axis] = count <= 1 ? strides[axis] : strides[axis] * step;
    return whole.with(offset, sizes, strides);
  }
}
