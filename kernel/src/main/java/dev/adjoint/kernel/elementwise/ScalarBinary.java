package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;

/// Elementwise functions of two arguments, for every element type.
public final class ScalarBinary {
  private ScalarBinary() {}

  public static void run(Binary f, View a, View b, View y) {
    Elementwise.apply((s, at, n) -> run(f, s[0], at[0], s[1], at[1], s[2], at[2], n), a, b, y);
  }

  private static void run(
      Binary f, Storage a, int ao, Storage b, int bo, Storage y, int yo, int n) {
    switch (y) {
      case Floats(float[] to) ->
          FloatBinary.run(f, ((Floats) a).array(), ao, ((Floats) b).array(), bo, to, yo, n);
      case Doubles(double[] to) ->
          DoubleBinary.run(f, ((Doubles) a).array(), ao, ((Doubles) b).array(), bo, to, yo, n);
      case Ints(int[] to) -> ints(f, ((Ints) a).array(), ao, ((Ints) b).array(), bo, to, yo, n);
      case Longs(long[] to) ->
          longs(f, ((Longs) a).array(), ao, ((Longs) b).array(), bo, to, yo, n);
      case Booleans(boolean[] to) ->
          booleans(f, ((Booleans) a).array(), ao, ((Booleans) b).array(), bo, to, yo, n);
      case Narrow narrow -> throw Unsupported.function(f, narrow);
    }
  }

  private static void ints(Binary f, int[] a, int ao, int[] b, int bo, int[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      int p = a[ao + i];
      int q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case ADD -> p + q;
            case SUBTRACT -> p - q;
            case MULTIPLY -> p * q;
            case DIVIDE -> (int) quotient(p, q);
            case MINIMUM -> Math.min(p, q);
            case MAXIMUM -> Math.max(p, q);
            case POW -> (int) power(p, q);
            default -> throw Unsupported.function(f, new Ints(y));
          };
    }
  }

  private static void longs(Binary f, long[] a, int ao, long[] b, int bo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      long p = a[ao + i];
      long q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case ADD -> p + q;
            case SUBTRACT -> p - q;
            case MULTIPLY -> p * q;
            case DIVIDE -> quotient(p, q);
            case MINIMUM -> Math.min(p, q);
            case MAXIMUM -> Math.max(p, q);
            case POW -> power(p, q);
            default -> throw Unsupported.function(f, new Longs(y));
          };
    }
  }

  private static void booleans(
      Binary f, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      boolean p = a[ao + i];
      boolean q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case AND -> p & q;
            case OR -> p | q;
            case XOR -> p ^ q;
            default -> throw Unsupported.function(f, new Booleans(y));
          };
    }
  }

  /// `p / q` truncated towards 0, with wrap-around if p is the smallest number and q is −1. The low
  /// 32 bits are the quotient for I32.
  private static long quotient(long p, long q) {
    if (q == 0) {
      throw new ArithmeticException(
          "divide: the dividend is %d and the divisor 0, and integers have no infinity; replace the zeros of the divisor, or convert both with to(ElementType.F32)"
              .formatted(p));
    }
    return p / q;
  }

  /// `base^exponent` with wrap-around; a negative exponent is refused, because its result is no
  /// integer. The low 32 bits of a product depend only on the low 32 bits of its factors, so this
  /// also works for I32.
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new ArithmeticException(
          "pow: the base is the integer %d and the exponent %d, and integers have no fractions; use exponents of at least 0, or convert both with to(ElementType.F32)"
              .formatted(base, exponent));
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
