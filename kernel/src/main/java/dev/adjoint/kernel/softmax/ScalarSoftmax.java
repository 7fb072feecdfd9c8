package dev.adjoint.kernel.softmax;

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

/// softmax, its logarithm and the cross-entropy along rows, for F32 and F64.
public final class ScalarSoftmax {
  /// The cost of one element of softmax, in elements of an addition.
  static final int WEIGHT = 8;

  private ScalarSoftmax() {}

  public static void run(boolean logarithm, View x, View y, int rows, int length) {
    Pieces.run(
        rows,
        length * WEIGHT,
        (first, end) -> {
          for (int row = first; row < end; row++) {
            row(logarithm, x, y, row * length, length);
          }
        });
  }

  public static void crossEntropy(View x, View target, View y, int rows, int length) {
    long[] at = ((Longs) target.storage()).array();
    Pieces.run(
        rows,
        length * WEIGHT,
        (first, end) -> {
          Storage e = x.storage().allocate(length);
          for (int r = first; r < end; r++) {
            int xo = x.offset() + r * length;
            int yo = y.offset() + r;
            int t = (int) at[target.offset() + r];
            switch (x.storage()) {
              case Floats(float[] from) ->
                  ((Floats) y.storage()).array()[yo] =
                      FloatSoftmax.crossEntropy(from, xo, t, ((Floats) e).array(), length);
              case Doubles(double[] from) ->
                  ((Doubles) y.storage()).array()[yo] =
                      DoubleSoftmax.crossEntropy(from, xo, t, ((Doubles) e).array(), length);
              case Ints _, Longs _, Booleans _, Narrow _ ->
                  throw Unsupported.function("cross entropy", x.storage());
            }
          }
        });
  }

  public static void crossEntropyGradient(
      View x, View target, View g, View y, int rows, int length) {
    long[] at = ((Longs) target.storage()).array();
    Pieces.run(
        rows,
        length * WEIGHT,
        (first, end) -> {
          for (int r = first; r < end; r++) {
            int xo = x.offset() + r * length;
            int yo = y.offset() + r * length;
            int go = g.offset() + r;
            int t = (int) at[target.offset() + r];
            switch (x.storage()) {
              case Floats(float[] from) -> {
                float incoming = ((Floats) g.storage()).array()[go];
                float[] to = ((Floats) y.storage()).array();
                FloatSoftmax.crossEntropyGradient(from, xo, t, incoming, to, yo, length);
              }
              case Doubles(double[] from) -> {
                double incoming = ((Doubles) g.storage()).array()[go];
                double[] to = ((Doubles) y.storage()).array();
                DoubleSoftmax.crossEntropyGradient(from, xo, t, incoming, to, yo, length);
              }
              case Ints _, Longs _, Booleans _, Narrow _ ->
                  throw Unsupported.function("cross entropy", x.storage());
            }
          }
        });
  }

  private static void row(boolean logarithm, View x, View y, int start, int n) {
    int xo = x.offset() + start;
    int yo = y.offset() + start;
    switch (x.storage()) {
      case Floats(float[] from) -> {
        float[] to = ((Floats) y.storage()).array();
        if (logarithm) {
          FloatSoftmax.logSoftmax(from, xo, to, yo, n);
        } else {
          FloatSoftmax.softmax(from, xo, to, yo, n);
        }
      }
      case Doubles(double[] from) -> {
        double[] to = ((Doubles) y.storage()).array();
        if (logarithm) {
          DoubleSoftmax.logSoftmax(from, xo, to, yo, n);
        } else {
          DoubleSoftmax.softmax(from, xo, to, yo, n);
        }
      }
      case Ints _, Longs _, Booleans _, Narrow _ ->
          throw Unsupported.function("softmax", x.storage());
    }
  }
}
