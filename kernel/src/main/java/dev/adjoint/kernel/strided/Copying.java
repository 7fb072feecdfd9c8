package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;

/// Copies, in-place additions and fills of strided windows.
public final class Copying {
  private Copying() {}

  /// Up to this many elements, choosing the fastest loop takes longer than the copy.
  public static final int TINY = 64;

  public static void copy(View x, View y) {
    if (x.storage() instanceof Floats(float[] from)
        && y.storage() instanceof Floats(float[] to)
        && x.isContiguous()
        && y.isContiguous()) {
      copy(from, x.offset(), to, y.offset(), y.count());
      return;
    }
    Nest nest = Nest.of(x, y);
    int xs = nest.stride(0);
    int ys = nest.stride(1);
    if (x.storage() instanceof Floats(float[] from) && y.storage() instanceof Floats(float[] to)) {
      int axis = TransposedCopy.axis(nest);
      if (axis >= 0) {
        TransposedCopy.run(from, x.offset(), to, y.offset(), nest, axis);
        return;
      }
      nest.forEachPiece((p, start, n) ->
          Casting.floats(from, p[0] + start * xs, xs, to, p[1] + start * ys, ys, n));
    } else {
      nest.forEachPiece((p, start, n) ->
          Casting.run(x.storage(), p[0] + start * xs, xs, y.storage(), p[1] + start * ys, ys, n));
    }
  }

  private static void copy(float[] from, int xo, float[] to, int yo, int count) {
    if (count <= TINY) {
      for (int i = 0; i < count; i++) {
        to[yo + i] = from[xo + i];
      }
    } else {
      Pieces.run(
          count,
          1,
          (first, end) -> System.arraycopy(from, xo + first, to, yo + first, end - first));
    }
  }

  /// `y += x` for a matrix of a few elements.
  public static void addTiny(float[] from, View x, float[] to, View y) {
    int rows = y.sizes()[0];
    int columns = y.sizes()[1];
    for (int i = 0; i < rows; i++) {
      int xo = x.offset() + i * x.strides()[0];
      int yo = y.offset() + i * y.strides()[0];
      for (int j = 0; j < columns; j++) {
        to[yo + j * y.strides()[1]] += from[xo + j * x.strides()[1]];
      }
    }
  }

  /// Adds x to y. Where elements of y share an index, as in overlapping windows, they are added in
  /// C order.
  public static void add(View x, View y) {
    Nest nest = Nest.of(x, y);
    int xs = nest.stride(0);
    int ys = nest.stride(1);
    if (nest.overlaps(1)) {
      int length = nest.length();
      nest.forEach(0, nest.runs(), p -> add(x.storage(), p[0], xs, y.storage(), p[1], ys, length));
    } else {
      nest.forEachPiece((p, from, n) ->
          add(x.storage(), p[0] + from * xs, xs, y.storage(), p[1] + from * ys, ys, n));
    }
  }

  public static void addRun(Storage x, int xo, Storage y, int yo, int n) {
    add(x, xo, 1, y, yo, 1, n);
  }

  public static void add(Storage x, int xo, int xs, Storage y, int yo, int ys, int n) {
    switch (y) {
      case Floats(float[] to) -> {
        float[] from = ((Floats) x).array();
        for (int i = 0; i < n; i++) {
          to[yo + i * ys] += from[xo + i * xs];
        }
      }
      case Doubles(double[] to) -> {
        double[] from = ((Doubles) x).array();
        for (int i = 0; i < n; i++) {
          to[yo + i * ys] += from[xo + i * xs];
        }
      }
      case Ints(int[] to) -> {
        int[] from = ((Ints) x).array();
        for (int i = 0; i < n; i++) {
          to[yo + i * ys] += from[xo + i * xs];
        }
      }
      case Longs(long[] to) -> {
        long[] from = ((Longs) x).array();
        for (int i = 0; i < n; i++) {
          to[yo + i * ys] += from[xo + i * xs];
        }
      }
      case Booleans _, Narrow _ -> throw Unsupported.function("add", y);
    }
  }

  public static void fill(View y, Number value) {
    if (y.isContiguous()) {
      fill(y.storage(), y.offset(), 1, y.count(), value);
      return;
    }
    Nest nest = Nest.of(y);
    int stride = nest.stride(0);
    int length = nest.length();
    nest.forEach(0, nest.runs(), p -> fill(y.storage(), p[0], stride, length, value));
  }

  private static void fill(Storage y, int yo, int ys, int n, Number value) {
    if (ys != 1) {
      Storage one = y.allocate(1);
      fill(one, 0, 1, 1, value);
      Casting.run(one, 0, 0, y, yo, ys, n);
      return;
    }
    switch (y) {
      case Floats(float[] to) -> Arrays.fill(to, yo, yo + n, value.floatValue());
      case Doubles(double[] to) -> Arrays.fill(to, yo, yo + n, value.doubleValue());
      case Ints(int[] to) -> Arrays.fill(to, yo, yo + n, value.intValue());
      case Longs(long[] to) -> Arrays.fill(to, yo, yo + n, value.longValue());
      case Booleans(boolean[] to) -> Arrays.fill(to, yo, yo + n, value.doubleValue() != 0);
      case Narrow to -> {
        for (int i = yo; i < yo + n; i++) {
          to.set(i, value.doubleValue());
        }
      }
    }
  }
}
