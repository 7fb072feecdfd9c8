package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;

/// [FloatSoftmax] on vectors, row by row.
final class VectorSoftmax {
  private VectorSoftmax() {}

  static void run(boolean logarithm, View x, View y, int rows, int length) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    Pieces.run(
        rows,
        length * ScalarSoftmax.WEIGHT,
        (first, end) -> {
          for (int row = first; row < end; row++) {
            int xo = x.offset() + row * length;
            int yo = y.offset() + row * length;
            if (logarithm) {
              logSoftmax(from, xo, to, yo, length);
            } else {
              softmax(from, xo, to, yo, length);
            }
          }
        });
  }

  private static void softmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = VectorReduce.row(Reduction.MAXIMUM, x, xo, n);
    VectorExp.run(x, xo, max, y, yo, n);
    float sum = VectorReduce.row(Reduction.SUM, y, yo, n);
    VectorScale.run(Binary.DIVIDE, false, sum, y, yo, y, yo, n);
  }

  private static void logSoftmax(float[] x, int xo, float[] y, int yo, int n) {
    float max = VectorReduce.row(Reduction.MAXIMUM, x, xo, n);
    VectorExp.run(x, xo, max, y, yo, n);
    float logSum = FloatMath.log(VectorReduce.row(Reduction.SUM, y, yo, n));
    VectorScale.run(Binary.SUBTRACT, false, max, x, xo, y, yo, n);
    VectorScale.run(Binary.SUBTRACT, false, logSum, y, yo, y, yo, n);
  }
}
