package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;

/// Adding by index: the transposes of [Indexing].
///
/// Several elements may meet in one place; they are added in the order of j, so work is cut along
/// the outer axis only.
final class ScatterAdd {
  private ScatterAdd() {}

  /// `y[o, index[o, j, i], i] += x[o, j, i]`.
  static void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    Pieces.run(
        outer,
        count * inner,
        (first, end) -> {
          for (int r = first * count; r < end * count; r++) {
            int row = y.offset() + r / count * length * inner;
            int io = index.offset() + r * inner;
            scatter(x.storage(), x.offset() + r * inner, at, io, y.storage(), row, inner);
          }
        });
  }

  private static void scatter(
      Storage x, int xo, long[] index, int io, Storage y, int row, int inner) {
    switch (y) {
      case Floats(float[] to) -> {
        float[] from = ((Floats) x).array();
        for (int i = 0; i < inner; i++) {
          to[row + (int) index[io + i] * inner + i] += from[xo + i];
        }
      }
      case Doubles(double[] to) -> {
        double[] from = ((Doubles) x).array();
        for (int i = 0; i < inner; i++) {
          to[row + (int) index[io + i] * inner + i] += from[xo + i];
        }
      }
      case Ints(int[] to) -> {
        int[] from = ((Ints) x).array();
        for (int i = 0; i < inner; i++) {
          to[row + (int) index[io + i] * inner + i] += from[xo + i];
        }
      }
      case Longs(long[] to) -> {
        long[] from = ((Longs) x).array();
        for (int i = 0; i < inner; i++) {
          to[row + (int) index[io + i] * inner + i] += from[xo + i];
        }
      }
      case Booleans _ -> throw Unsupported.function("scatter add", y);
    }
  }

  /// `y[o, index[j], i] += x[o, j, i]`.
  static void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    Pieces.run(
        outer,
        count * inner,
        (first, end) -> {
          for (int r = first * count; r < end * count; r++) {
            int row = r / count * length + (int) at[index.offset() + r % count];
            int from = x.offset() + r * inner;
            int to = y.offset() + row * inner;
            Copying.add(x.storage(), from, 1, y.storage(), to, 1, inner);
          }
        });
  }
}
