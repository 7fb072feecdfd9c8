package dev.adjoint.tensor.op.fourier;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Transforms of several axes and of real numbers, composed of [FourierOp].
public final class Transforms {

  private Transforms() {}

  /// The axes as indices from the front, without the axis of pairs.
  public static int[] axes(String operation, Tensor x, boolean complex, int... axes) {
    ElementTypeException.requireFloating(operation, x);
    Shape shape = x.shape();
    if (complex && (shape.rank() < 2 || shape.size(-1) != 2)) {
      throw new ShapeException(
          operation,
          "needs complex numbers […, n, 2] but got %s; stack the real and the imaginary parts along a last axis, or use rfft for real numbers"
              .formatted(shape));
    }
    int rank = shape.rank() - (complex ? 1 : 0);
    int[] all = new int[axes.length == 0 ? rank : axes.length];
    for (int i = 0; i < all.length; i++) {
      int axis = axes.length == 0 ? i : axes[i];
      if (axis < -rank || axis >= rank) {
        throw new ShapeException(
            operation,
            "axis %d is outside the %d axes of numbers of %s; choose one of %d to %d"
                .formatted(axis, rank, shape, -rank, rank - 1));
      }
      all[i] = Math.floorMod(axis, rank);
      if (shape.size(all[i]) == 0) {
        throw new ShapeException(
            operation,
            "axis %d of %s has no elements; transform at least one number".formatted(axis, shape));
      }
    }
    return all;
  }

  /// The product of the sizes of these axes.
  public static long count(Tensor x, int[] axes) {
    long count = 1;
    for (int axis : axes) {
      count *= x.shape().size(axis);
    }
    return count;
  }

  /// Complex to complex along each axis.
  public static Tensor complex(Tensor x, boolean inverse, int... axes) {
    Tensor y = x;
    for (int axis : axes) {
      int last = x.shape().rank() - 2;
      Tensor rows = axis == last ? y : y.transpose(axis, last);
      Tensor transformed = Tensor.apply(new FourierOp(inverse), rows);
      y = axis == last ? transformed : transformed.transpose(axis, last);
    }
    return y;
  }

  /// Real to complex: all numbers with imaginary parts of 0 are transformed along the last of the
  /// axes, of which half is kept, then along the others.
  public static Tensor real(Tensor x, int... axes) {
    int halved = axes[axes.length - 1];
    Tensor pairs = Tensor.stack(x.shape().rank(), x, Tensor.zeros(x.elementType(), x.shape()));
    int kept = x.shape().size(halved) / 2 + 1;
    Tensor half = complex(pairs, false, halved).slice(halved, 0, kept);
    return complex(half, false, others(axes));
  }

  /// Complex to real, n numbers along the last of the axes.
  public static Tensor toReal(Tensor x, int n, int... axes) {
    int halved = axes[axes.length - 1];
    if (n < 1 || x.shape().size(halved) != n / 2 + 1) {
      throw new ShapeException(
          "irfft",
          "axis %d of %s has %d numbers but %d real numbers need %d; slice or pad x, or choose another n"
              .formatted(halved, x.shape(), x.shape().size(halved), n, n / 2 + 1));
    }
    Tensor half = complex(x, true, others(axes));
    int last = half.shape().rank() - 1;
    int tail = n - n / 2;
    Tensor whole = half;
    if (tail > 1) {
      Tensor mirrored = half.slice(halved, 1, tail).flip(halved);
      Tensor signs = Tensor.of(x.elementType(), 1, -1);
      whole = Tensor.concat(halved, half, mirrored.multiply(signs));
    }
    Tensor real = onlyReal(whole, n, halved);
    return complex(real, true, halved).select(last, 0);
  }

  /// The same numbers, those of index 0 and n/2 for even n without imaginary parts.
  private static Tensor onlyReal(Tensor whole, int n, int axis) {
    int rank = whole.shape().rank();
    double[] factors = new double[2 * n];
    Arrays.fill(factors, 1);
    factors[1] = 0;
    if (n % 2 == 0) {
      factors[n + 1] = 0;
    }
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    sizes[axis] = n;
    sizes[rank - 1] = 2;
    return whole.multiply(Tensor.of(whole.elementType(), factors, Shape.of(sizes)));
  }

  private static int[] others(int[] axes) {
    return Arrays.copyOf(axes, axes.length - 1);
  }

  /// Rolls half of each axis.
  public static Tensor shifted(Tensor x, boolean inverse, int... axes) {
    Tensor y = x;
    int rank = x.shape().rank();
    for (int i = 0; i < (axes.length == 0 ? rank : axes.length); i++) {
      int axis = axes.length == 0 ? i : axes[i];
      int size = x.shape().size(axis);
      y = y.roll(axis, inverse ? size - size / 2 : size / 2);
    }
    return y;
  }
}
