package dev.adjoint.tensor;

import dev.adjoint.kernel.Storage;
import java.util.function.Supplier;

/// Arrays for the elements of tensors. Where Java has no memory for one, the error says how much it
/// would take.
final class Memory {

  private static final double GIBIBYTE = 1L << 30;

  private Memory() {}

  static Storage of(ElementType type, Shape shape) {
    return take(type, shape, () -> type.allocate(shape.count()));
  }

  static float[] floats(Shape shape) {
    return take(ElementType.F32, shape, () -> new float[shape.count()]);
  }

  static double[] doubles(Shape shape) {
    return take(ElementType.F64, shape, () -> new double[shape.count()]);
  }

  static int[] ints(Shape shape) {
    return take(ElementType.I32, shape, () -> new int[shape.count()]);
  }

  static long[] longs(Shape shape) {
    return take(ElementType.I64, shape, () -> new long[shape.count()]);
  }

  static boolean[] booleans(Shape shape) {
    return take(ElementType.BOOL, shape, () -> new boolean[shape.count()]);
  }

  /// Refuses a tensor that can never fit, before lists of its indices are made.
  static void require(ElementType type, Shape shape) {
    if ((double) shape.count() * type.bytes() > Runtime.getRuntime().maxMemory()) {
      throw tooMuch(type, shape);
    }
  }

  private static <T> T take(ElementType type, Shape shape, Supplier<T> array) {
    try {
      return array.get();
    } catch (OutOfMemoryError e) {
      OutOfMemoryError error = tooMuch(type, shape);
      error.initCause(e);
      throw error;
    }
  }

  private static OutOfMemoryError tooMuch(ElementType type, Shape shape) {
    return new OutOfMemoryError(
        "memory: a tensor of %s takes %.1f GiB as %s, but Java may use %.1f GiB in all; make it smaller, or give Java more memory with -Xmx"
            .formatted(
                shape,
                shape.count() * (double) type.bytes() / GIBIBYTE,
                type,
                Runtime.getRuntime().maxMemory() / GIBIBYTE));
  }
}
