package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;
import java.util.Arrays;

/// Reductions of I64 runs in the order of rounding that [Reduction] defines.
final class LongReduce {
  private static final int LANES = 16;

  private LongReduce() {}

  static long identity(Reduction f) {
    return switch (f) {
      case SUM -> 0;
      case PRODUCT -> 1;
      case MINIMUM -> Long.MAX_VALUE;
      case MAXIMUM -> Long.MIN_VALUE;
      case MEAN, NORM, ANY, ALL -> throw Unsupported.function(f, new Storage.Longs(new long[0]));
    };
  }

  static long combine(Reduction f, long a, long b) {
    return switch (f) {
      case SUM -> a + b;
      case PRODUCT -> a * b;
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MEAN, NORM, ANY, ALL -> throw Unsupported.function(f, new Storage.Longs(new long[0]));
    };
  }

  /// One run of stride 1, block by block.
  static long run(Reduction f, long[] x, int xo, int length) {
    int first = Math.min(length, Reduction.BLOCK);
    long result = block(f, x, xo, first);
    for (int from = first; from < length; from += Reduction.BLOCK) {
      long next = block(f, x, xo + from, Math.min(Reduction.BLOCK, length - from));
      result = combine(f, result, next);
    }
    return result;
  }

  /// One block over 16 lanes.
  static long block(Reduction f, long[] x, int xo, int n) {
    long[] lanes = new long[LANES];
    Arrays.fill(lanes, identity(f));
    return fold(f, lanes, x, xo, n);
  }

  /// Combines n more elements into the lanes, starting with lane 0, and folds the lanes.
  private static long fold(Reduction f, long[] lanes, long[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] = combine(f, lanes[i % LANES], x[xo + i]);
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] = combine(f, lanes[j], lanes[j + half]);
      }
    }
    return lanes[0];
  }

  /// Reduces columns `from` to `to` of `[length, inner]`, each as one chain in order.
  static void columns(
      Reduction f, long[] x, int xo, long[] y, int yo, int length, int inner, int from, int to) {
    Arrays.fill(y, yo + from, yo + to, identity(f));
    for (int l = 0; l < length; l++) {
      int row = xo + l * inner;
      for (int i = from; i < to; i++) {
        y[yo + i] = combine(f, y[yo + i], x[row + i]);
      }
    }
  }

  /// Running results along `length`, one chain for each of `inner` columns.
  static void cumulate(Reduction f, long[] x, int xo, long[] y, int yo, int length, int inner) {
    long identity = identity(f);
    for (int i = 0; i < length * inner; i++) {
      long before = i < inner ? identity : y[yo + i - inner];
      y[yo + i] = combine(f, before, x[xo + i]);
    }
  }
}
