package dev.adjoint.tensor;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The sizes of a tensor's axes; rank 0 (no axes) is a single number.
///
/// Axes are counted from 0; negative ones count from the end, so −1 is the last. Prints as `[32,
/// 128]`.
public final class Shape {

  /// The shape of a single number.
  public static final Shape SCALAR = new Shape(new int[0]);

  private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

  private final int[] sizes;
  private final int count;

  /// The strides of C order, computed at the first call.
  private int @Nullable [] strides;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    this.count = count(sizes);
  }

  /// A shape of these sizes, each at least 0.
  ///
  /// @throws ShapeException if a size is negative or the number of elements exceeds 2³¹ − 1
  public static Shape of(int... sizes) {
    Require.present("of", "sizes", sizes);
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /// The shape of a view, whose sizes never change.
  static Shape seenBy(View view) {
    int[] sizes = view.sizes();
    return sizes.length == 0 ? SCALAR : new Shape(sizes);
  }

  /// Memory in C order under this shape.
  View over(Storage storage, int offset) {
    int[] made = strides;
    if (made == null) {
      made = View.contiguousStrides(sizes);
      strides = made;
    }
    return new View(storage, offset, sizes, made);
  }

  private static int count(int[] sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "shape",
            "sizes are at least 0, but got " + Arrays.toString(sizes) + "; check the sizes");
      }
    }
    long count = 1;
    for (int size : sizes) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw tooLarge(Arrays.stream(sizes).asLongStream().toArray());
      }
    }
    return (int) count;
  }

  /// The size of an axis.
  ///
  /// @throws ShapeException if it exceeds 2³¹ − 1
  public static int size(long size) {
    if (size > Integer.MAX_VALUE) {
      throw tooLarge(size);
    }
    return (int) size;
  }

  /// The size of an axis that is made of others.
  static int sum(int... sizes) {
    return size(Arrays.stream(sizes).asLongStream().sum());
  }

  /// This shape with another size of one axis.
  Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  private static ShapeException tooLarge(long... sizes) {
    BigInteger count = BigInteger.ONE;
    for (long size : sizes) {
      count = count.multiply(BigInteger.valueOf(size));
    }
    BigDecimal gibibytes =
        new BigDecimal(count.shiftLeft(2)).divide(GIBIBYTE, 1, RoundingMode.HALF_UP);
    return new ShapeException(
        "shape",
        "a tensor has at most 2147483647 elements, but %s has %s, which take %s GiB as F32; split it into parts"
            .formatted(Arrays.toString(sizes), count, gibibytes.toPlainString()));
  }

  /// The number of axes.
  public int rank() {
    return sizes.length;
  }

  /// The size of one axis; negative axes count from the end.
  public int size(int axis) {
    return sizes[axis("size", axis)];
  }

  /// The number of elements: the product of the sizes.
  public int count() {
    return count;
  }

  /// The sizes as a new array.
  public int[] toArray() {
    return sizes.clone();
  }

  /// The axis counted from 0.
  ///
  /// @param operation the name for the message
  /// @throws ShapeException if the axis is not within `-rank … rank - 1`
  public int axis(String operation, int axis) {
    Require.present("axis", "operation", operation);
    int positive = axis < 0 ? axis + sizes.length : axis;
    if (positive < 0 || positive >= sizes.length) {
      throw new ShapeException(
          operation,
          sizes.length == 0
              ? "axis %d of a tensor without axes; reshape it first".formatted(axis)
              : "axis %d is outside %d … %d (shape %s); count axes from 0, or from the end with negative numbers"
                  .formatted(axis, -sizes.length, sizes.length - 1, this));
    }
    return positive;
  }

  /// The shape that two shapes are broadcast to: aligned at the last axis, equal sizes or one of
  /// them 1 or missing (NumPy's rule).
  ///
  /// @throws ShapeException if a pair of sizes does not match
  public static Shape broadcast(String operation, Shape left, Shape right) {
    Require.present("broadcast", "operation", operation);
    Require.present("broadcast", "left", left);
    Require.present("broadcast", "right", right);
    if (left.equals(right)) {
      return left;
    }
    int rank = Math.max(left.rank(), right.rank());
    int[] result = new int[rank];
    for (int back = 1; back <= rank; back++) {
      int a = back <= left.rank() ? left.sizes[left.rank() - back] : 1;
      int b = back <= right.rank() ? right.sizes[right.rank() - back] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException(
            operation,
            "sizes %d and %d of axis %d do not match (left %s, right %s); they must be equal or one of them 1"
                .formatted(a, b, -back, left, right));
      }
      result[rank - back] = a == 1 ? b : a;
    }
    return new Shape(result);
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof Shape shape && sameSizes(shape.sizes));
  }

  /// Compares one by one: for so few sizes that is faster than `Arrays.equals`.
  private boolean sameSizes(int[] others) {
    if (sizes.length != others.length) {
      return false;
    }
    for (int axis = 0; axis < others.length; axis++) {
      if (sizes[axis] != others[axis]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
