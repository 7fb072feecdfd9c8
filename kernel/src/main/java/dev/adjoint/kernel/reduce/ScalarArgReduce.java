package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// The index of the first largest or smallest element of each run.
public final class ScalarArgReduce {
  private static final int CHUNK = 1024;

  private ScalarArgReduce() {}

  public static void run(boolean largest, View x, View y, int outer, int length, int inner) {
    long[] to = ((Longs) y.storage()).array();
    Pieces.run(
        outer * inner,
        length,
        (first, end) -> {
          long[] keys = new long[Math.min(length, CHUNK)];
          for (int r = first; r < end; r++) {
            int start = x.offset() + r / inner * length * inner + r % inner;
            to[y.offset() + r] = find(largest, x.storage(), start, inner, length, keys);
          }
        });
  }

  private static int find(
      boolean largest, Storage x, int start, int stride, int length, long[] keys) {
    long flip = largest ? 0 : -1;
    int found = 0;
    long best = Long.MIN_VALUE;
    for (int from = 0; from < length; from += CHUNK) {
      int n = Math.min(CHUNK, length - from);
      SortKeys.fill(x, start + from * stride, stride, largest, keys, n);
      for (int i = 0; i < n; i++) {
        long key = keys[i] ^ flip;
        if (key > best) {
          best = key;
          found = from + i;
        }
      }
    }
    return found;
  }
}
