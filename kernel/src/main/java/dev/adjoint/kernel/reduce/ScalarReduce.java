package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// Reductions and running sums along one axis, for every element type.
public final class ScalarReduce {
  private ScalarReduce() {}

  public static void reduce(Reduction f, View x, View y, int outer, int length, int inner) {
    if (y.storage() instanceof Booleans(boolean[] to)) {
      boolean[] from = ((Booleans) x.storage()).array();
      BooleanReduce.run(f, from, x.offset(), to, y.offset(), outer, length, inner);
    } else if (inner == 1) {
      Pieces.run(outer, length, (first, end) -> runs(f, x, y, length, first, end));
    } else {
      Pieces.run(
          outer, length * inner, (first, end) -> columns(f, x, y, length, inner, first, end));
    }
  }

  private static void runs(Reduction f, View x, View y, int length, int first, int end) {
    int xo = x.offset();
    int yo = y.offset();
    switch (x.storage()) {
      case Floats(float[] from) -> {
        float[] to = ((Floats) y.storage()).array();
        for (int o = first; o < end; o++) {
          to[yo + o] =
              WideSum.suits(f)
                  ? WideSum.run(f, from, xo + o * length, length)
                  : FloatReduce.run(f, from, xo + o * length, length);
        }
      }
      case Doubles(double[] from) -> {
        double[] to = ((Doubles) y.storage()).array();
        for (int o = first; o < end; o++) {
          to[yo + o] =
              WideSum.suits(f)
                  ? DoubleSum.run(f, from, xo + o * length, length)
                  : DoubleReduce.run(f, from, xo + o * length, length);
        }
      }
      case Ints(int[] from) -> {
        int[] to = ((Ints) y.storage()).array();
        for (int o = first; o < end; o++) {
          to[yo + o] = IntReduce.run(f, from, xo + o * length, length);
        }
      }
      case Longs(long[] from) -> {
        long[] to = ((Longs) y.storage()).array();
        for (int o = first; o < end; o++) {
          to[yo + o] = LongReduce.run(f, from, xo + o * length, length);
        }
      }
      case Booleans b -> throw Unsupported.function(f, b);
      case Narrow narrow -> throw Unsupported.function(f, narrow);
    }
  }

  private static void columns(
      Reduction f, View x, View y, int length, int inner, int first, int end) {
    for (int o = first; o < end; o++) {
      int xo = x.offset() + o * length * inner;
      int yo = y.offset() + o * inner;
      switch (x.storage()) {
        case Floats(float[] from) -> {
          float[] to = ((Floats) y.storage()).array();
          if (WideSum.suits(f)) {
            WideSum.columns(f, from, xo, to, yo, length, inner, 0, inner);
          } else {
            FloatReduce.columns(f, from, xo, to, yo, length, inner, 0, inner);
          }
        }
        case Doubles(double[] from) -> {
          double[] to = ((Doubles) y.storage()).array();
          if (WideSum.suits(f)) {
            DoubleSum.columns(f, from, xo, to, yo, length, inner, 0, inner);
          } else {
            DoubleReduce.columns(f, from, xo, to, yo, length, inner, 0, inner);
          }
        }
        case Ints(int[] from) ->
            IntReduce.columns(
                f, from, xo, ((Ints) y.storage()).array(), yo, length, inner, 0, inner);
        case Longs(long[] from) ->
            LongReduce.columns(
                f, from, xo, ((Longs) y.storage()).array(), yo, length, inner, 0, inner);
        case Booleans b -> throw Unsupported.function(f, b);
        case Narrow narrow -> throw Unsupported.function(f, narrow);
      }
    }
  }

  public static void cumulate(Reduction f, View x, View y, int outer, int length, int inner) {
    if (f != Reduction.SUM && f != Reduction.PRODUCT) {
      throw Unsupported.function("running " + f, x.storage());
    }
    for (int o = 0; o < outer; o++) {
      int xo = x.offset() + o * length * inner;
      int yo = y.offset() + o * length * inner;
      switch (x.storage()) {
        case Floats(float[] from) -> {
          float[] to = ((Floats) y.storage()).array();
          if (f == Reduction.SUM) {
            WideSum.cumulate(from, xo, to, yo, length, inner);
          } else {
            FloatReduce.cumulate(f, from, xo, to, yo, length, inner);
          }
        }
        case Doubles(double[] from) ->
            DoubleReduce.cumulate(f, from, xo, ((Doubles) y.storage()).array(), yo, length, inner);
        case Ints(int[] from) ->
            IntReduce.cumulate(f, from, xo, ((Ints) y.storage()).array(), yo, length, inner);
        case Longs(long[] from) ->
            LongReduce.cumulate(f, from, xo, ((Longs) y.storage()).array(), yo, length, inner);
        case Booleans b -> throw Unsupported.function(f, b);
        case Narrow narrow -> throw Unsupported.function(f, narrow);
      }
    }
  }
}
