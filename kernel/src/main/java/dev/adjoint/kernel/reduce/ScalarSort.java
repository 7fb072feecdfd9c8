package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.Indexing;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;

/// Stable sorting along one axis, for every element type.
///
/// Elements become integer keys ([SortKeys]). Keys of 32 bits are sorted together with their index
/// as one long. This is stable because no two longs are equal. Wider keys are sorted by merging.
public final class ScalarSort {
  private ScalarSort() {}

  public static void run(
      boolean descending, View x, View values, View indices, int outer, int length, int inner) {
    Pieces.run(
        outer * inner,
        length * 16,
        (first, end) -> {
          long[] keys = new long[length];
          int[] order = new int[length];
          for (int r = first; r < end; r++) {
            int start = r / inner * length * inner + r % inner;
            SortKeys.fill(x.storage(), x.offset() + start, inner, true, keys, length);
            if (descending) {
              for (int i = 0; i < length; i++) {
                keys[i] = ~keys[i];
              }
            }
            if (SortKeys.narrow(x.storage())) {
              sortPacked(keys, order);
            } else {
              order = merged(keys, order);
            }
            write(x, values, indices, start, inner, order);
          }
        });
  }

  private static void sortPacked(long[] keys, int[] order) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = keys[i] << 32 | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
  }

  private static int[] merged(long[] keys, int[] given) {
    int n = keys.length;
    int[] from = given;
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    int[] to = new int[n];
    for (int width = 1; width < n && width > 0; width *= 2) {
      for (int start = 0; start < n && start >= 0; start += 2 * width) {
        int middle = Math.min(n, start + width);
        merge(keys, from, to, start, middle, Math.min(n, middle + width));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] keys, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = left < middle && (right == end || keys[from[left]] <= keys[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private static void write(View x, View values, View indices, int start, int stride, int[] order) {
    long[] positions = ((Longs) indices.storage()).array();
    for (int i = 0; i < order.length; i++) {
      positions[indices.offset() + start + i * stride] = order[i];
    }
    Indexing.pick(
        x.storage(), x.offset() + start, values.storage(), values.offset() + start, stride, order);
  }
}
