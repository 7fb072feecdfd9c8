package dev.adjoint.kernel.index;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// [ScatterAdd] of F32 numbers of which many go to each element of y: they are added in F64, in the
/// order of j, and each element of y is rounded once. Columns are independent, so work is divided
/// by slabs of columns, of which one row fills a cache line.
final class LongScatter {
  private static final int SLAB = 16;

  /// The least number of indices.
  private static final int LEAST = 16_384;

  /// The least number of indices for each element of the axis, on average.
  private static final int MANY = 16;

  private LongScatter() {}

  /// Whether so many numbers are added to each element that a chain in F32 would lose digits. Where
  /// they are few, a copy of y in F64 would cost more than it saves.
  static boolean suits(View y, int length, int count) {
    return y.storage() instanceof Floats && count >= LEAST && count / MANY >= length;
  }

  /// `y[o, index[o, j, i], i] += x[o, j, i]`.
  static void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    Row row = (o, j, i) -> (int) at[index.offset() + (o * count + j) * inner + i];
    slabs(x, y, outer, length, count, inner, row);
  }

  /// `y[o, index[j], i] += x[o, j, i]`.
  static void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    slabs(x, y, outer, length, count, inner, (_, j, _) -> (int) at[index.offset() + j]);
  }

  private interface Row {
    int of(int o, int j, int i);
  }

  private static void slabs(View x, View y, int outer, int length, int count, int inner, Row row) {
    int slabs = Math.ceilDiv(inner, SLAB);
    Pieces.run(
        outer * slabs,
        (count + length) * Math.min(SLAB, inner),
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int column = unit % slabs * SLAB;
            int width = Math.min(SLAB, inner - column);
            slab(x, y, length, count, inner, row, unit / slabs, column, width);
          }
        });
  }

  private static void slab(
      View x, View y, int length, int count, int inner, Row row, int o, int column, int width) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    int yo = y.offset() + o * length * inner + column;
    int xo = x.offset() + o * count * inner + column;
    double[] sums = new double[length * width];
    for (int r = 0; r < length; r++) {
      for (int i = 0; i < width; i++) {
        sums[r * width + i] = to[yo + r * inner + i];
      }
    }
    for (int j = 0; j < count; j++) {
      for (int i = 0; i < width; i++) {
        sums[row.of(o, j, column + i) * width + i] += from[xo + j * inner + i];
      }
    }
    for (int r = 0; r < length; r++) {
      for (int i = 0; i < width; i++) {
        to[yo + r * inner + i] = (float) sums[r * width + i];
      }
    }
  }
}
