package dev.adjoint.kernel.index;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Casting;
import dev.adjoint.kernel.strided.Copying;
import dev.adjoint.kernel.work.Pieces;

/// Reading by index: single elements along an axis, or whole slices.
public final class Indexing {
  private Indexing() {}

  /// `y[o, j, i] = x[o, index[o, j, i], i]`.
  public static void gather(
      View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    Pieces.run(
        outer * count,
        inner,
        (first, end) -> {
          for (int r = first; r < end; r++) {
            int row = x.offset() + r / count * length * inner;
            int io = index.offset() + r * inner;
            gather(x.storage(), row, at, io, y.storage(), y.offset() + r * inner, inner);
          }
        });
  }

  private static void gather(
      Storage x, int row, long[] index, int io, Storage y, int yo, int inner) {
    switch (y) {
      case Floats(float[] to) -> {
        float[] from = ((Floats) x).array();
        for (int i = 0; i < inner; i++) {
          to[yo + i] = from[row + (int) index[io + i] * inner + i];
        }
      }
      case Doubles(double[] to) -> {
        double[] from = ((Doubles) x).array();
        for (int i = 0; i < inner; i++) {
          to[yo + i] = from[row + (int) index[io + i] * inner + i];
        }
      }
      case Ints(int[] to) -> {
        int[] from = ((Ints) x).array();
        for (int i = 0; i < inner; i++) {
          to[yo + i] = from[row + (int) index[io + i] * inner + i];
        }
      }
      case Longs(long[] to) -> {
        long[] from = ((Longs) x).array();
        for (int i = 0; i < inner; i++) {
          to[yo + i] = from[row + (int) index[io + i] * inner + i];
        }
      }
      case Booleans(boolean[] to) -> {
        boolean[] from = ((Booleans) x).array();
        for (int i = 0; i < inner; i++) {
          to[yo + i] = from[row + (int) index[io + i] * inner + i];
        }
      }
      case Narrow to -> {
        Narrow from = (Narrow) x;
        for (int i = 0; i < inner; i++) {
          to.set(yo + i, (double) from.number(row + (int) index[io + i] * inner + i));
        }
      }
    }
  }

  /// `y[o, j, i] = x[o, index[j], i]`.
  public static void select(
      View x, View index, View y, int outer, int length, int count, int inner) {
    long[] at = ((Longs) index.storage()).array();
    Pieces.run(
        outer * count,
        inner,
        (first, end) -> {
          for (int r = first; r < end; r++) {
            int row = r / count * length + (int) at[index.offset() + r % count];
            int from = x.offset() + row * inner;
            int to = y.offset() + r * inner;
            Casting.run(x.storage(), from, 1, y.storage(), to, 1, inner);
          }
        });
  }

  /// `y[yo + i·stride] = x[xo + order[i]·stride]`.
  public static void pick(Storage x, int xo, Storage y, int yo, int stride, int[] order) {
    switch (y) {
      case Floats(float[] to) -> {
        float[] from = ((Floats) x).array();
        for (int i = 0; i < order.length; i++) {
          to[yo + i * stride] = from[xo + order[i] * stride];
        }
      }
      case Doubles(double[] to) -> {
        double[] from = ((Doubles) x).array();
        for (int i = 0; i < order.length; i++) {
          to[yo + i * stride] = from[xo + order[i] * stride];
        }
      }
      case Ints(int[] to) -> {
        int[] from = ((Ints) x).array();
        for (int i = 0; i < order.length; i++) {
          to[yo + i * stride] = from[xo + order[i] * stride];
        }
      }
      case Longs(long[] to) -> {
        long[] from = ((Longs) x).array();
        for (int i = 0; i < order.length; i++) {
          to[yo + i * stride] = from[xo + order[i] * stride];
        }
      }
      case Booleans(boolean[] to) -> {
        boolean[] from = ((Booleans) x).array();
        for (int i = 0; i < order.length; i++) {
          to[yo + i * stride] = from[xo + order[i] * stride];
        }
      }
      case Narrow to -> {
        Narrow from = (Narrow) x;
        for (int i = 0; i < order.length; i++) {
          to.set(yo + i * stride, (double) from.number(xo + order[i] * stride));
        }
      }
    }
  }

  public static void requireWithin(View index, int size, OutsideRange outside) {
    long[] elements = ((Longs) index.storage()).array();
    if (!index.isContiguous()) {
      View flat = View.contiguous(new Longs(new long[index.count()]), index.sizes());
      Copying.copy(index, flat);
      requireWithin(flat, size, outside);
      return;
    }
    int count = index.count();
    for (int i = 0; i < count; i++) {
      long value = elements[index.offset() + i];
      if (value < 0 || value >= size) {
        throw outside.of(value, i);
      }
    }
  }
}
