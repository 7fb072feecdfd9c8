package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import java.util.Arrays;

/// Copies one strided run from one storage to another. Each pair of element types is converted as a
/// Java cast does it; to BOOL `x != 0`, from BOOL 1 and 0; to F16 and BF16 by rounding once.
public final class Casting {
  private Casting() {}

  public static void run(Storage x, int xo, int xs, Storage y, int yo, int ys, int n) {
    switch (y) {
      case Floats(float[] to) -> toFloats(x, xo, xs, to, yo, ys, n);
      case Doubles(double[] to) -> toDoubles(x, xo, xs, to, yo, ys, n);
      case Ints(int[] to) -> toInts(x, xo, xs, to, yo, ys, n);
      case Longs(long[] to) -> toLongs(x, xo, xs, to, yo, ys, n);
      case Booleans(boolean[] to) -> toBooleans(x, xo, xs, to, yo, ys, n);
      case Narrow to -> NarrowCasting.run(x, xo, xs, to, yo, ys, n);
    }
  }

  static void floats(float[] x, int xo, int xs, float[] y, int yo, int ys, int n) {
    if (xs == 1 && ys == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else if (xs == 0 && ys == 1 && n > 0) {
      Arrays.fill(y, yo, yo + n, x[xo]);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i * ys] = x[xo + i * xs];
      }
    }
  }

  private static void toFloats(Storage x, int xo, int xs, float[] y, int yo, int ys, int n) {
    switch (x) {
      case Floats(float[] from) -> floats(from, xo, xs, y, yo, ys, n);
      case Doubles(double[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (float) from[xo + i * xs];
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (float) from[xo + i * xs];
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (float) from[xo + i * xs];
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (float) (from[xo + i * xs] ? 1 : 0);
        }
      }
      case Narrow from -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from.number(xo + i * xs);
        }
      }
    }
  }

  private static void toDoubles(Storage x, int xo, int xs, double[] y, int yo, int ys, int n) {
    switch (x) {
      case Floats(float[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (double) from[xo + i * xs];
        }
      }
      case Doubles(double[] from) -> {
        if (xs == 1 && ys == 1) {
          System.arraycopy(from, xo, y, yo, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs];
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (double) from[xo + i * xs];
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (double) from[xo + i * xs];
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (double) (from[xo + i * xs] ? 1 : 0);
        }
      }
      case Narrow from -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (double) from.number(xo + i * xs);
        }
      }
    }
  }

  private static void toInts(Storage x, int xo, int xs, int[] y, int yo, int ys, int n) {
    switch (x) {
      case Floats(float[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (int) from[xo + i * xs];
        }
      }
      case Doubles(double[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (int) from[xo + i * xs];
        }
      }
      case Ints(int[] from) -> {
        if (xs == 1 && ys == 1) {
          System.arraycopy(from, xo, y, yo, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs];
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (int) from[xo + i * xs];
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] ? 1 : 0;
        }
      }
      case Narrow from -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (int) from.number(xo + i * xs);
        }
      }
    }
  }

  private static void toLongs(Storage x, int xo, int xs, long[] y, int yo, int ys, int n) {
    switch (x) {
      case Floats(float[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (long) from[xo + i * xs];
        }
      }
      case Doubles(double[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (long) from[xo + i * xs];
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (long) from[xo + i * xs];
        }
      }
      case Longs(long[] from) -> {
        if (xs == 1 && ys == 1) {
          System.arraycopy(from, xo, y, yo, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs];
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] ? 1 : 0;
        }
      }
      case Narrow from -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = (long) from.number(xo + i * xs);
        }
      }
    }
  }

  private static void toBooleans(Storage x, int xo, int xs, boolean[] y, int yo, int ys, int n) {
    switch (x) {
      case Floats(float[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] != 0;
        }
      }
      case Doubles(double[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] != 0;
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] != 0;
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs] != 0;
        }
      }
      case Booleans(boolean[] from) -> {
        if (xs == 1 && ys == 1) {
          System.arraycopy(from, xo, y, yo, n);
          return;
        }
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from[xo + i * xs];
        }
      }
      case Narrow from -> {
        for (int i = 0; i < n; i++) {
          y[yo + i * ys] = from.number(xo + i * xs) != 0;
        }
      }
    }
  }
}
