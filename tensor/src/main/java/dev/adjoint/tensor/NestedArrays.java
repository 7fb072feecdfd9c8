package dev.adjoint.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversion between tensors and Java arrays of arrays.
final class NestedArrays {

  private NestedArrays() {}

  static Tensor toTensor(Object nested) {
    int[] sizes = sizes(nested);
    Class<?> leaf = nested.getClass();
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
    }
    Shape shape = Shape.of(sizes);
    Object flat = Array.newInstance(leaf, shape.count());
    flatten(nested, sizes, 0, flat, 0);
    return switch (flat) {
      case float[] elements -> Tensor.of(elements, shape);
      case double[] elements -> Tensor.of(ElementType.F64, elements, shape);
      case int[] elements -> Tensor.of(elements, shape);
      case long[] elements -> Tensor.of(elements, shape);
      case boolean[] elements -> Tensor.of(elements, shape);
      default ->
          throw new ElementTypeException(
              "of",
              "needs arrays of float, double, int, long or boolean but got %s; convert the elements first"
                  .formatted(leaf.getSimpleName()));
    };
  }

  private static int[] sizes(Object nested) {
    List<Integer> sizes = new ArrayList<>();
    Object level = nested;
    while (level.getClass().isArray()) {
      int length = Array.getLength(level);
      sizes.add(length);
      boolean deeper = level.getClass().getComponentType().isArray();
      if (!deeper) {
        break;
      }
      if (length == 0) {
        Class<?> type = level.getClass().getComponentType();
        while (type.isArray()) {
          sizes.add(0);
          type = type.getComponentType();
        }
        break;
      }
      level = requireArray(Array.get(level, 0), sizes.size());
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Object requireArray(@Nullable Object inner, int axis) {
    if (inner == null) {
      throw new ShapeException(
          "of", "an array along axis %d is null; fill in the row".formatted(axis));
    }
    return inner;
  }

  private static int flatten(Object nested, int[] sizes, int axis, Object flat, int at) {
    int length = Array.getLength(nested);
    if (length != sizes[axis]) {
      throw new ShapeException(
          "of",
          "an array along axis %d has length %d but the first one has %d; rows must be of equal length"
              .formatted(axis, length, sizes[axis]));
    }
    if (axis == sizes.length - 1) {
      System.arraycopy(nested, 0, flat, at, length);
      return at + length;
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      next = flatten(requireArray(Array.get(nested, i), axis + 1), sizes, axis + 1, flat, next);
    }
    return next;
  }

  static <A> A fromTensor(Tensor x, Class<A> type) {
    Class<?> leaf = type;
    int rank = 0;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
      rank++;
    }
    if (rank != x.shape().rank() || rank == 0) {
      throw new ShapeException(
          "toNested",
          "shape %s has %d axes but %s has %d; ask for an array class of %d dimensions"
              .formatted(
                  x.shape(), x.shape().rank(), type.getSimpleName(), rank, x.shape().rank()));
    }
    Object flat =
        switch (leaf.getName()) {
          case "float" -> x.toFloatArray();
          case "double" -> x.toDoubleArray();
          case "int" -> x.toIntArray();
          case "long" -> x.toLongArray();
          case "boolean" -> x.toBooleanArray();
          default ->
              throw new ElementTypeException(
                  "toNested",
                  "needs arrays of float, double, int, long or boolean but got %s; name one of these"
                      .formatted(leaf.getSimpleName()));
        };
    return type.cast(unflatten(flat, x.shape().toArray(), 0, 0, type));
  }

  private static Object unflatten(Object flat, int[] sizes, int axis, int at, Class<?> type) {
    Object level = Array.newInstance(type.getComponentType(), sizes[axis]);
    if (axis == sizes.length - 1) {
      System.arraycopy(flat, at, level, 0, sizes[axis]);
      return level;
    }
    int step = 1;
    for (int deeper = axis + 1; deeper < sizes.length; deeper++) {
      step *= sizes[deeper];
    }
    for (int i = 0; i < sizes[axis]; i++) {
      Array.set(level, i, unflatten(flat, sizes, axis + 1, at + i * step, type.getComponentType()));
    }
    return level;
  }
}
