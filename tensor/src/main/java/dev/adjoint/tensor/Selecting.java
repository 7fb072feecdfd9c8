package dev.adjoint.tensor;

import dev.adjoint.tensor.op.index.IndexSumOp;
import dev.adjoint.tensor.op.index.Indices;
import dev.adjoint.tensor.op.index.ScatterSumOp;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What the methods of [IndexOps] are composed of.
final class Selecting {

  private Selecting() {}

  static Tensor indexAdd(Tensor x, int axis, Tensor index, Tensor source) {
    int a = x.shape().axis("index add", axis);
    int[] expected = x.shape().toArray();
    expected[a] = source.shape().rank() == expected.length ? source.shape().size(a) : -1;
    if (!Arrays.equals(expected, source.shape().toArray())) {
      throw new ShapeException(
          "index add",
          "the source has shape %s but the tensor %s; all sizes but that of axis %d must be equal"
              .formatted(source.shape(), x.shape(), a));
    }
    return x.add(Tensor.apply(new IndexSumOp(a, x.shape().size(a)), source, index));
  }

  static Tensor scatterAdd(Tensor x, int axis, Tensor index, Tensor source) {
    int a = x.shape().axis("scatter add", axis);
    Shape shape = index.shape();
    requireNotLonger("scatter add", x, a, shape);
    Tensor sum = Tensor.apply(new ScatterSumOp(a, x.shape().size(a)), source, index);
    int[] frame = new int[2 * shape.rank()];
    boolean smaller = false;
    for (int i = 0; i < shape.rank(); i++) {
      int missing = i == a ? 0 : x.shape().size(i) - shape.size(i);
      frame[2 * (shape.rank() - 1 - i) + 1] = missing;
      smaller |= missing > 0;
    }
    return x.add(smaller ? sum.pad(0, frame) : sum);
  }

  /// The part of x that an index of this shape can reach along other axes than `axis`.
  static Tensor cutTo(Tensor x, int axis, Shape index) {
    requireNotLonger("gather", x, axis, index);
    Tensor part = x;
    for (int i = 0; i < index.rank(); i++) {
      if (i != axis && index.size(i) < x.shape().size(i)) {
        part = part.slice(i, 0, index.size(i));
      }
    }
    return part;
  }

  static void requireNotLonger(String operation, Tensor x, int axis, Shape index) {
    boolean fits = index.rank() == x.shape().rank();
    for (int i = 0; fits && i < index.rank(); i++) {
      fits = i == axis || index.size(i) <= x.shape().size(i);
    }
    if (!fits) {
      throw new ShapeException(
          operation,
          "the index has shape %s but the tensor %s; the ranks must be equal, and no size of the index may be larger, except along axis %d"
              .formatted(index, x.shape(), axis));
    }
  }

  static Tensor masked(Tensor x, Tensor mask) {
    if (mask.elementType() != ElementType.BOOL) {
      throw new ElementTypeException(
          "masked select",
          "the mask must be BOOL but is %s; compare it with something first"
              .formatted(mask.elementType()));
    }
    Shape shape = Shape.broadcast("masked select", x.shape(), mask.shape());
    Tensor positions = Tensor.of(positions(mask.expand(shape)));
    return x.expand(shape).flatten().indexSelect(0, positions);
  }

  static Tensor nonzero(Tensor x) {
    Shape shape = x.shape();
    long[] positions = positions(x);
    long[] rows = new long[positions.length * shape.rank()];
    for (int row = 0; row < positions.length; row++) {
      long rest = positions[row];
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        rows[row * shape.rank() + axis] = rest % shape.size(axis);
        rest /= shape.size(axis);
      }
    }
    return Tensor.of(rows, Shape.of(positions.length, shape.rank()));
  }

  private static long[] positions(Tensor x) {
    boolean[] chosen = x.toBooleanArray();
    return IntStream.range(0, chosen.length).filter(i -> chosen[i]).asLongStream().toArray();
  }

  static Tensor oneHot(Tensor index, int classes) {
    if (classes < 1) {
      throw new ShapeException(
          "one hot", "there are %d classes; give at least 1".formatted(classes));
    }
    Indices.checked("one hot", index, classes, "%d classes".formatted(classes));
    Tensor column = index.unsqueeze(-1);
    Tensor ones = Tensor.ones(ElementType.F32, column.shape());
    return Tensor.apply(new ScatterSumOp(index.shape().rank(), classes), ones, column);
  }
}
