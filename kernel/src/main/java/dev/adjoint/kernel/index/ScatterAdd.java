package dev.adjoint.kernel.index;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Copying;
import dev.adjoint.kernel.work.Pieces;

/// Adding by index: the transposes of [Indexing].
///
/// Several elements may be added to one element of y. They are added in the order of j, so work is
/// divided along the other axes only. Where many F32 numbers go to each element, they are added in
/// F64 and rounded once: see [LongScatter].
public final class ScatterAdd {
  /// The number of columns of one piece of work.
  private static final int SLAB = 64;

  private ScatterAdd() {}

  /// `y[o, index[o, j, i], i] += x[o, j, i]`.
  public static void scatterAdd(
      View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    if (LongScatter.suits(y, length, count)) {
      LongScatter.scatterAdd(x, index, y, outer, length, count, inner);
      return;
    }
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
      case Booleans _, Narrow _ -> throw Unsupported.function("scatter add", y);
    }
  }

  /// `y[o, index[j], i] += x[o, j, i]`.
  public static void selectAdd(
      View x, View index, View y, int outer, int length, int count, int inner) {
    selectAdd(Copying::addRun, x, index, y, outer, length, count, inner);
  }

  /// The same with the caller's loop for each run. The runs are divided into slabs of [#SLAB]
  /// columns, so that all threads can share one long list of indices.
  public static void selectAdd(
      Run run, View x, View index, View y, int outer, int length, int count, int inner) {
    if (LongScatter.suits(y, length, count)) {
      LongScatter.selectAdd(x, index, y, outer, length, count, inner);
      return;
    }
    long[] at = ((Longs) index.storage()).array();
    int slabs = Math.ceilDiv(inner, SLAB);
    Pieces.run(
        outer * slabs,
        count * Math.min(SLAB, inner),
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int o = unit / slabs;
            int column = unit % slabs * SLAB;
            int n = Math.min(SLAB, inner - column);
            int from = x.offset() + o * count * inner + column;
            int to = y.offset() + o * length * inner + column;
            for (int j = 0; j < count; j++) {
              int row = (int) at[index.offset() + j];
              run.add(x.storage(), from + j * inner, y.storage(), to + row * inner, n);
            }
          }
        });
  }

  /// `y[yo + i] += x[xo + i]` for i below n.
  @FunctionalInterface
  public interface Run {
    void add(Storage x, int xo, Storage y, int yo, int n);
  }
}
