package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;

/// [FloatSoftmax] on vectors; short rows share one run of the exponential, up to
/// [Elementwise#CHUNK] elements at a time.
final class VectorSoftmax {
  private VectorSoftmax() {}

  static void run(boolean logarithm, View x, View y, int rows, int length) {
    if (length == 0) {
      return;
    }
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    Pieces.run(
        rows,
        length * ScalarSoftmax.WEIGHT,
        (first, end) -> {
          int together = Math.max(1, Elementwise.CHUNK / length);
          for (int row = first; row < end; row += together) {
            int count = Math.min(together, end - row);
            int xo = x.offset() + row * length;
            int yo = y.offset() + row * length;
            if (logarithm) {
              logSoftmax(from, xo, to, yo, count, length);
            } else {
              softmax(from, xo, to, yo, count, length);
            }
          }
        });
  }

  private static void softmax(float[] x, int xo, float[] y, int yo, int rows, int length) {
    for (int r = 0; r < rows; r++) {
      int start = r * length;
      float max = VectorReduce.row(Reduction.MAXIMUM, x, xo + start, length);
      VectorScale.run(Binary.SUBTRACT, false, max, x, xo + start, y, yo + start, length);
    }
    VectorExp.run(y, yo, y, yo, rows * length);
    for (int r = 0; r < rows; r++) {
      int start = yo + r * length;
      float sum = VectorReduce.row(Reduction.SUM, y, start, length);
      VectorScale.run(Binary.DIVIDE, false, sum, y, start, y, start, length);
    }
  }

  private static void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int length) {
    float[] shifted = new float[rows * length];
    for (int r = 0; r < rows; r++) {
      int start = r * length;
      float max = VectorReduce.row(Reduction.MAXIMUM, x, xo + start, length);
      VectorScale.run(Binary.SUBTRACT, false, max, x, xo + start, shifted, start, length);
    }
    VectorExp.run(shifted, 0, y, yo, rows * length);
    for (int r = 0; r < rows; r++) {
      int start = r * length;
      float logSum = FloatMath.log(VectorReduce.row(Reduction.SUM, y, yo + start, length));
      VectorScale.run(Binary.SUBTRACT, false, logSum, shifted, start, y, yo + start, length);
    }
  }
}
