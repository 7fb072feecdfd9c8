package dev.adjoint.tensor;

import dev.adjoint.tensor.op.index.Indices;
import java.util.Arrays;
import java.util.List;

/// Elements that are replaced by index: [IndexOps#scatter] and [IndexOps#indexPut].
final class Replacing {

  private Replacing() {}

  static Tensor scatter(Tensor x, int axis, Tensor index, Tensor source) {
    int a = x.shape().axis("scatter", axis);
    Selecting.requireNotLonger("scatter", x, a, index.shape());
    requireOneIndexEach("scatter", index, source);
    int size = x.shape().size(a);
    Indices.checked("scatter", index, size, "axis %d of %s".formatted(a, x.shape()));
    long[] targets = targets(x.shape(), a, index);
    return replaced(x.flatten(), targets, source.flatten()).reshape(x.shape());
  }

  static void requireOneIndexEach(String operation, Tensor index, Tensor source) {
    if (!source.shape().equals(index.shape())) {
      throw new ShapeException(
          operation,
          "the source has shape %s but the index %s; give one index for each element"
              .formatted(source.shape(), index.shape()));
    }
  }

  /// The position in C order that each element of the source goes to.
  static long[] targets(Shape shape, int axis, Tensor index) {
    long[] targets = index.toLongArray();
    int[] sizes = index.shape().toArray();
    int[] at = new int[sizes.length];
    for (int i = 0; i < targets.length; i++) {
      long target = 0;
      for (int k = 0; k < sizes.length; k++) {
        target = target * shape.size(k) + (k == axis ? targets[i] : at[k]);
      }
      targets[i] = target;
      for (int k = sizes.length - 1; k >= 0 && ++at[k] == sizes[k]; k--) {
        at[k] = 0;
      }
    }
    return targets;
  }

  static Tensor indexPut(Tensor x, List<Tensor> indices, Tensor values, boolean accumulate) {
    int count = indices.size();
    if (count == 0 || count > x.shape().rank()) {
      throw new ShapeException(
          "index put",
          "there are %d indices for a tensor of shape %s; give one for each of its first axes, at least 1"
              .formatted(count, x.shape()));
    }
    Shape shape = indices.getFirst().shape();
    for (Tensor index : indices) {
      shape = Shape.broadcast("index put", shape, index.shape());
    }
    Tensor rows = Tensor.scalar(0L);
    int number = 1;
    for (int i = 0; i < count; i++) {
      int size = x.shape().size(i);
      Tensor index = indices.get(i);
      Indices.checked("index put", index, size, "axis %d of %s".formatted(i, x.shape()));
      rows = rows.multiply(size).add(index.to(ElementType.I64));
      number *= size;
    }
    int[] rest = Arrays.copyOfRange(x.shape().toArray(), count, x.shape().rank());
    Tensor source =
        values.expand(joined(shape.toArray(), rest)).reshape(joined(shape.count(), rest));
    Tensor table = x.reshape(joined(number, rest));
    Tensor targets = rows.expand(shape).flatten();
    Tensor put =
        accumulate
            ? table.indexAdd(0, targets, source)
            : replaced(table, targets.toLongArray(), source);
    return put.reshape(x.shape());
  }

  private static Shape joined(int first, int[] rest) {
    return joined(new int[] {first}, rest);
  }

  private static Shape joined(int[] first, int[] rest) {
    int[] sizes = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, sizes, first.length, rest.length);
    return Shape.of(sizes);
  }

  /// The rows of a table, those at `targets` replaced by the rows of the source, by the last of
  /// several.
  private static Tensor replaced(Tensor table, long[] targets, Tensor source) {
    if (targets.length == 0) {
      return table;
    }
    int count = table.shape().size(0);
    long[] last = new long[count];
    boolean[] isReplaced = new boolean[count];
    for (int i = 0; i < targets.length; i++) {
      last[(int) targets[i]] = i;
      isReplaced[(int) targets[i]] = true;
    }
    int[] column = new int[table.shape().rank()];
    Arrays.fill(column, 1);
    column[0] = count;
    return source
        .indexSelect(0, Tensor.of(last))
        .where(Tensor.of(isReplaced, Shape.of(column)), table);
  }
}
