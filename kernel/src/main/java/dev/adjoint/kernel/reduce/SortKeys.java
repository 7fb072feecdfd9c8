package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;

/// Integers in the same order as the elements, so that sorting and searching need one loop for all
/// element types.
///
/// −0 and +0 get the same key. NaN gets the largest key, or the smallest key if the caller requests
/// it. Keys of F32, I32 and BOOL fit into 32 bits.
final class SortKeys {
  private SortKeys() {}

  static void fill(Storage x, int start, int stride, boolean nanLargest, long[] keys, int n) {
    switch (x) {
      case Floats(float[] from) -> {
        int nan = nanLargest ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
          float v = from[start + i * stride];
          int bits = Float.floatToRawIntBits(v + 0f);
          keys[i] = Float.isNaN(v) ? nan : bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        }
      }
      case Doubles(double[] from) -> {
        long nan = nanLargest ? Long.MAX_VALUE : Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
          double v = from[start + i * stride];
          long bits = Double.doubleToRawLongBits(v + 0.0);
          keys[i] = Double.isNaN(v) ? nan : bits ^ ((bits >> 63) & Long.MAX_VALUE);
        }
      }
      case Ints(int[] from) -> {
        for (int i = 0; i < n; i++) {
          keys[i] = from[start + i * stride];
        }
      }
      case Longs(long[] from) -> {
        for (int i = 0; i < n; i++) {
          keys[i] = from[start + i * stride];
        }
      }
      case Booleans(boolean[] from) -> {
        for (int i = 0; i < n; i++) {
          keys[i] = from[start + i * stride] ? 1 : 0;
        }
      }
      case Narrow narrow -> throw Unsupported.function("sort", narrow);
    }
  }

  /// Whether the keys of this element type fit into 32 bits.
  static boolean narrow(Storage x) {
    return switch (x) {
      case Floats _, Ints _, Booleans _ -> true;
      case Doubles _, Longs _, Narrow _ -> false;
    };
  }
}
