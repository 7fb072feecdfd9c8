package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;

/// Elementwise functions of one argument, for every element type.
public final class ScalarUnary {
  private ScalarUnary() {}

  public static void run(Unary f, View x, View y) {
    Elementwise.apply((s, at, n) -> run(f, s[0], at[0], s[1], at[1], n), x, y);
  }

  private static void run(Unary f, Storage x, int xo, Storage y, int yo, int n) {
    switch (y) {
      case Floats(float[] to) -> FloatUnary.run(f, ((Floats) x).array(), xo, to, yo, n);
      case Doubles(double[] to) -> DoubleUnary.run(f, ((Doubles) x).array(), xo, to, yo, n);
      case Ints(int[] to) -> ints(f, ((Ints) x).array(), xo, to, yo, n);
      case Longs(long[] to) -> longs(f, ((Longs) x).array(), xo, to, yo, n);
      case Booleans(boolean[] to) -> booleans(f, ((Booleans) x).array(), xo, to, yo, n);
      case Narrow narrow -> throw Unsupported.function(f, narrow);
    }
  }

  private static void ints(Unary f, int[] x, int xo, int[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      int v = x[xo + i];
      y[yo + i] =
          switch (f) {
            case NEGATE -> -v;
            case ABS -> Math.abs(v);
            case SIGN -> Integer.signum(v);
            case SQUARE -> v * v;
            case RELU -> Math.max(v, 0);
            default -> throw Unsupported.function(f, new Ints(x));
          };
    }
  }

  private static void longs(Unary f, long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      long v = x[xo + i];
      y[yo + i] =
          switch (f) {
            case NEGATE -> -v;
            case ABS -> Math.abs(v);
            case SIGN -> Long.signum(v);
            case SQUARE -> v * v;
            case RELU -> Math.max(v, 0);
            default -> throw Unsupported.function(f, new Longs(x));
          };
    }
  }

  private static void booleans(Unary f, boolean[] x, int xo, boolean[] y, int yo, int n) {
    if (f != Unary.NOT) {
      throw Unsupported.function(f, new Booleans(x));
    }
    for (int i = 0; i < n; i++) {
      y[yo + i] = !x[xo + i];
    }
  }
}
