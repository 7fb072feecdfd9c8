package dev.adjoint.tensor;

import java.math.BigInteger;

/// Tensors of evenly spaced numbers.
final class Ranges {

  private Ranges() {}

  static Tensor arange(long from, long to, long step) {
    requireStep((double) step);
    BigInteger by = BigInteger.valueOf(step);
    BigInteger range = BigInteger.valueOf(to).subtract(BigInteger.valueOf(from));
    // The quotient rounded up, for steps of both signs.
    BigInteger count = range.add(by).subtract(BigInteger.valueOf(Long.signum(step))).divide(by);
    long[] elements = Memory.longs(Shape.of(length(Math.max(0, count.doubleValue()))));
    for (int i = 0; i < elements.length; i++) {
      elements[i] = from + i * step;
    }
    return Tensor.of(elements);
  }

  static Tensor arange(ElementType type, double from, double to, double step) {
    requireStep(step);
    double count = Math.max(0, Math.ceil((to - from) / step));
    double[] elements = Memory.doubles(Shape.of(length(count)));
    for (int i = 0; i < elements.length; i++) {
      elements[i] = from + i * step;
    }
    return Tensor.of(ElementType.F64, elements).to(type);
  }

  private static void requireStep(double step) {
    if (step == 0 || !Double.isFinite(step)) {
      throw new ShapeException(
          "arange", "the step is %s; give a finite step that is not 0".formatted(text(step)));
    }
  }

  private static int length(double count) {
    if (!(count <= Integer.MAX_VALUE)) {
      throw new ShapeException(
          "arange",
          "the range has %s elements, but a tensor has at most 2147483647; take a larger step"
              .formatted(text(count)));
    }
    return (int) count;
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /// Counts from the nearer end, so that the last element is exactly `to`.
  static Tensor linspace(ElementType type, double from, double to, int count) {
    if (count < 0) {
      throw new ShapeException(
          "linspace", "the number of elements is %d; it is at least 0".formatted(count));
    }
    double step = (to - from) / (count - 1);
    double[] elements = Memory.doubles(Shape.of(count));
    for (int i = 0; i < count; i++) {
      elements[i] = i < (count + 1) / 2 ? from + i * step : to - (count - 1 - i) * step;
    }
    if (count == 1) {
      elements[0] = from;
    }
    return Tensor.of(ElementType.F64, elements).to(type);
  }

  static Tensor eye(ElementType type, int rows, int columns) {
    return Tensor.ones(type, Shape.of(rows, columns)).triu().tril();
  }
}
