package dev.adjoint.tensor;

import dev.adjoint.tensor.op.movement.PadOp;
import dev.adjoint.tensor.op.movement.ReshapeOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The arithmetic on sizes and axes behind the methods of [MovementOps].
final class Rearranged {

  private Rearranged() {}

  static Shape squeezed(Shape shape) {
    return Shape.of(Arrays.stream(shape.toArray()).filter(size -> size != 1).toArray());
  }

  static Shape squeezed(Shape shape, int axis) {
    int a = shape.axis("squeeze", axis);
    if (shape.size(a) != 1) {
      throw new ShapeException(
          "squeeze",
          "axis %d of %s has size %d; only an axis of size 1 can go, take select(axis, index) or sum(axis) for others"
              .formatted(axis, shape, shape.size(a)));
    }
    return replaced(shape, a, a + 1);
  }

  static Shape unsqueezed(Shape shape, int axis) {
    int positions = shape.rank() + 1;
    int at = axis < 0 ? axis + positions : axis;
    if (at < 0 || at >= positions) {
      throw new ShapeException(
          "unsqueeze",
          "index %d is outside %d … %d (shape %s); count from 0, or from the end with negative numbers"
              .formatted(axis, -positions, positions - 1, shape));
    }
    return replaced(shape, at, at, 1);
  }

  static Shape flattened(Shape shape, int first, int last) {
    if (shape.rank() == 0) {
      return Shape.of(1);
    }
    int from = shape.axis("flatten", first);
    int to = shape.axis("flatten", last);
    if (from > to) {
      throw new ShapeException(
          "flatten",
          "the first axis %d comes after the last axis %d (shape %s); swap them"
              .formatted(first, last, shape));
    }
    int joined = 1;
    for (int axis = from; axis <= to; axis++) {
      joined *= shape.size(axis);
    }
    return replaced(shape, from, to + 1, joined);
  }

  static Shape unflattened(Shape shape, int axis, int... sizes) {
    int a = shape.axis("unflatten", axis);
    Shape parts = ReshapeOp.resolve(Shape.of(shape.size(a)), sizes);
    if (parts.count() != shape.size(a)) {
      throw new ShapeException(
          "unflatten",
          "axis %d of %s has size %d but the sizes %s make %d; their product must be the size of the axis"
              .formatted(axis, shape, shape.size(a), parts, parts.count()));
    }
    return replaced(shape, a, a + 1, parts.toArray());
  }

  /// The shape with these sizes in place of the axes `from` up to but not including `to`.
  static Shape replaced(Shape shape, int from, int to, int... sizes) {
    int[] before = shape.toArray();
    int[] after = Arrays.copyOf(before, before.length - (to - from) + sizes.length);
    System.arraycopy(sizes, 0, after, from, sizes.length);
    System.arraycopy(before, to, after, from + sizes.length, before.length - to);
    return Shape.of(after);
  }

  static int[] moved(Shape shape, int from, int to) {
    int source = shape.axis("moveaxis", from);
    int target = shape.axis("moveaxis", to);
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis != source) {
        order.add(axis);
      }
    }
    order.add(target, source);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  static int index(Shape shape, int axis, int index) {
    int size = shape.size(shape.axis("select", axis));
    int counted = index < 0 ? index + size : index;
    if (counted < 0 || counted >= size) {
      throw new IndexException(
          "select",
          size == 0
              ? "index %d of axis %d, which is empty (shape %s); check that there is data"
                  .formatted(index, axis, shape)
              : "index %d is outside %d … %d (axis %d of %s); count from 0, or from the end with negative numbers"
                  .formatted(index, -size, size - 1, axis, shape));
    }
    return counted;
  }

  static Tensor repeated(Tensor x, int... counts) {
    int rank = counts.length;
    int added = rank - x.shape().rank();
    if (added < 0) {
      throw new ShapeException(
          "repeat",
          "%d counts for the %d axes of %s; give one count for each axis"
              .formatted(rank, x.shape().rank(), x.shape()));
    }
    int[] single = new int[2 * rank];
    int[] repeated = new int[2 * rank];
    int[] joined = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      requireCount("repeat", counts[axis]);
      int size = axis < added ? 1 : x.shape().size(axis - added);
      single[2 * axis] = 1;
      single[2 * axis + 1] = size;
      repeated[2 * axis] = counts[axis];
      repeated[2 * axis + 1] = size;
      joined[axis] = Shape.of(counts[axis], size).count();
    }
    return x.reshape(Shape.of(single)).expand(repeated).reshape(Shape.of(joined));
  }

  static Tensor interleaved(Tensor x, int axis, int count) {
    int a = x.shape().axis("repeat interleave", axis);
    requireCount("repeat interleave", count);
    Shape wide = replaced(x.shape(), a + 1, a + 1, count);
    int joined = Shape.of(x.shape().size(a), count).count();
    return x.unsqueeze(a + 1).expand(wide).reshape(replaced(x.shape(), a, a + 1, joined));
  }

  private static void requireCount(String operation, int count) {
    if (count < 0) {
      throw new ShapeException(
          operation, "the count is %d; counts are at least 0".formatted(count));
    }
  }

  static Tensor padded(Tensor x, double value, int... amounts) {
    int rank = x.shape().rank();
    if (amounts.length % 2 != 0 || amounts.length > 2 * rank) {
      throw new ShapeException(
          "pad",
          "%d amounts for the %d axes of %s; give two for each axis, before and after, the last axis first"
              .formatted(amounts.length, rank, x.shape()));
    }
    Tensor cut = x;
    Integer[] before = new Integer[rank];
    Integer[] after = new Integer[rank];
    Arrays.fill(before, 0);
    Arrays.fill(after, 0);
    for (int pair = 0; pair < amounts.length / 2; pair++) {
      int axis = rank - 1 - pair;
      cut = cut(cut, axis, amounts[2 * pair], amounts[2 * pair + 1]);
      before[axis] = Math.max(amounts[2 * pair], 0);
      after[axis] = Math.max(amounts[2 * pair + 1], 0);
    }
    return Tensor.apply(new PadOp(List.of(before), List.of(after), value), cut);
  }

  private static Tensor cut(Tensor x, int axis, int before, int after) {
    int from = Math.max(-before, 0);
    int to = x.shape().size(axis) - Math.max(-after, 0);
    if (from > to) {
      throw new ShapeException(
          "pad",
          "amounts %d and %d cut more than there is from axis %d of %s; cut at most %d"
              .formatted(before, after, axis, x.shape(), x.shape().size(axis)));
    }
    return before < 0 || after < 0 ? x.slice(axis, from, to) : x;
  }
}
