package dev.adjoint.kernel.index;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// [ScatterAdd] of many F32 numbers: they are added in F64, in the order of j, and each element of
/// y is rounded once. Columns are independent, so work is divided by columns.
final class LongScatter {
  private LongScatter() {}

  /// `y[o, index[o, j, i], i] += x[o, j, i]`.
  static void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    columns(
        x,
        y,
        outer,
        length,
        count,
        inner,
        (o, j, i) -> (int) at[index.offset() + (o * count + j) * inner + i]);
  }

  /// `y[o, index[j], i] += x[o, j, i]`.
  static void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    columns(x, y, outer, length, count, inner, (_, j, _) -> (int) at[index.offset() + j]);
  }

  private interface Row {
    int of(int o, int j, int i);
  }

  private static void columns(
      View x, View y, int outer, int length, int count, int inner, Row row) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    Pieces.run(
        outer * inner,
        count + length,
        (first, end) -> {
          double[] sums = new double[length];
          for (int unit = first; unit < end; unit++) {
            int o = unit / inner;
            int i = unit % inner;
            int yo = y.offset() + o * length * inner + i;
            int xo = x.offset() + o * count * inner + i;
            for (int r = 0; r < length; r++) {
              sums[r] = to[yo + r * inner];
            }
            for (int j = 0; j < count; j++) {
              sums[row.of(o, j, i)] += from[xo + j * inner];
            }
            for (int r = 0; r < length; r++) {
              to[yo + r * inner] = (float) sums[r];
            }
          }
        });
  }
}
