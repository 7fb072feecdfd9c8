package dev.adjoint.tensor.op.movement;

import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;

/// A diagonal of two axes as a new last axis: `y[…, i] = x[…, i, …, i + offset, …]` (for a negative
/// offset `x[…, i − offset, …, i, …]`), without copying.
///
/// Shapes: x `[…, m, …, n, …]`; the result does not have the two axes; its last axis has length
/// `min(m, n − offset)` if the offset is at least 0, else `min(m + offset, n)`, and at least 0.
public record DiagonalOp(int offset, int first, int second) implements WindowOp {

  /// The diagonal of these two axes, negative ones counted from the end.
  ///
  /// @throws ShapeException if an axis does not exist or both are the same
  public static DiagonalOp of(Shape shape, int offset, int first, int second) {
    int a = shape.axis("diagonal", first);
    int b = shape.axis("diagonal", second);
    if (a == b) {
      throw new ShapeException(
          "diagonal", "both axes are axis %d of %s; name two different axes".formatted(a, shape));
    }
    return new DiagonalOp(offset, a, b);
  }

  @Override
  public View on(View whole) {
    int[] sizes = whole.sizes();
    int[] strides = whole.strides();
    int down = Math.clamp(-(long) offset, 0, Integer.MAX_VALUE);
    int right = Math.max(offset, 0);
    int length = Math.max(0, Math.min(sizes[first] - down, sizes[second] - right));
    int rank = sizes.length - 1;
    int[] newSizes = new int[rank];
    int[] newStrides = new int[rank];
    int next = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (axis != first && axis != second) {
        newSizes[next] = sizes[axis];
        newStrides[next++] = strides[axis];
      }
    }
    newSizes[next] = length;
    newStrides[next] = strides[first] + strides[second];
    int start = length == 0 ? 0 : down * strides[first] + right * strides[second];
    return whole.with(whole.offset() + start, newSizes, newStrides);
  }
}
