package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;

/// softmax and its logarithm along rows, for F32 and F64.
final class ScalarSoftmax {
  /// An element of softmax costs as much as this many of an addition.
  static final int WEIGHT = 8;

  private ScalarSoftmax() {}

  static void run(boolean logarithm, View x, View y, int rows, int length) {
    Pieces.run(
        rows,
        length * WEIGHT,
        (first, end) -> {
          for (int row = first; row < end; row++) {
            row(logarithm, x, y, row * length, length);
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
      case Ints _, Longs _, Booleans _ -> throw Unsupported.function("softmax", x.storage());
    }
  }
}
