package dev.adjoint.explain.why;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One index of an axis of a tensor.
///
/// @param axis the axis
/// @param at the index
/// @param count the size of the axis
record Slice(int axis, int at, int count) {

  /// The slice that has an element.
  static Slice of(int axis, Shape shape, int flat) {
    int count = shape.size(axis);
    return new Slice(axis, flat / inner(axis, shape) % count, count);
  }

  private static int inner(int axis, Shape shape) {
    int inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.size(i);
    }
    return inner;
  }

  /// The same index along an axis of another tensor.
  Slice along(int other) {
    return new Slice(other, at, count);
  }

  /// The slice of a tensor; the axis is kept with size 1.
  Tensor from(Tensor x) {
    return x.slice(axis, at, at + 1);
  }

  /// `x` with another tensor instead of the slice.
  Tensor into(Tensor x, Tensor part) {
    List<Tensor> parts = new ArrayList<>();
    if (at > 0) {
      parts.add(x.slice(axis, 0, at));
    }
    parts.add(part);
    if (at < count - 1) {
      parts.add(x.slice(axis, at + 1, count));
    }
    return Tensor.concat(axis, parts.toArray(new Tensor[0]));
  }

  /// The position in the slice of an element of the whole.
  int local(int flat, Shape whole) {
    int inner = inner(axis, whole);
    return flat / (inner * count) * inner + flat % inner;
  }

  /// The positions in the whole of elements of the slice.
  int[] whole(int[] elements, Shape whole) {
    int inner = inner(axis, whole);
    return Arrays.stream(elements)
        .map(local -> (local / inner * count + at) * inner + local % inner)
        .toArray();
  }
}
