package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;

/// Copies one strided run into elements of few bits; [Casting] reads them.
final class NarrowCasting {
  private NarrowCasting() {}

  static void run(Storage x, int xo, int xs, Narrow y, int yo, int ys, int n) {
    switch (x) {
      case Narrow from -> narrow(from, xo, xs, y, yo, ys, n);
      case Floats(float[] from) -> {
        for (int i = 0; i < n; i++) {
          y.set(yo + i * ys, (double) from[xo + i * xs]);
        }
      }
      case Doubles(double[] from) -> {
        for (int i = 0; i < n; i++) {
          y.set(yo + i * ys, from[xo + i * xs]);
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          y.set(yo + i * ys, (long) from[xo + i * xs]);
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          y.set(yo + i * ys, from[xo + i * xs]);
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          y.set(yo + i * ys, from[xo + i * xs] ? 1L : 0L);
        }
      }
    }
  }

  private static void narrow(Narrow x, int xo, int xs, Narrow y, int yo, int ys, int n) {
    if (x.getClass() == y.getClass() && xs == 1 && ys == 1) {
      System.arraycopy(x.array(), xo, y.array(), yo, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y.set(yo + i * ys, (double) x.number(xo + i * xs));
    }
  }
}
