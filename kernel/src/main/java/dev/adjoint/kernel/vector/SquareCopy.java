package dev.adjoint.kernel.vector;

/// Copies between rows that are far apart and columns that are contiguous, one vector wide.
public final class SquareCopy {
  private static final int LANES = VectorRegisters.LANES;

  private SquareCopy() {}

  /// `y[to + q·LANES + p] = x[from + p·xStep + q]` for p below `count`, at most a vector, and q
  /// below `length`. y must have space for one more square. The contents of the lanes from `count`
  /// on are undefined.
  public static void transpose(
      float[] x, int from, int xStep, int count, int length, float[] y, int to) {
    int q = 0;
    if (VectorTranspose.AVAILABLE) {
      int last = x.length - LANES - (LANES - 1) * xStep - from;
      for (; q < length && q <= last; q += LANES) {
        VectorTranspose.run(x, from + q, xStep, y, to + q * LANES, LANES);
      }
    }
    for (; q < length; q++) {
      for (int p = 0; p < count; p++) {
        y[to + q * LANES + p] = x[from + p * xStep + q];
      }
    }
  }

  /// `y[to + p·yStep + q] = x[from + q·LANES + p]` for p below `count` and q below `length`.
  /// Nothing else is written.
  public static void back(
      float[] x, int from, int length, float[] y, int to, int yStep, int count) {
    int q = 0;
    if (VectorTranspose.AVAILABLE && count == LANES) {
      for (; q + LANES <= length; q += LANES) {
        VectorTranspose.run(x, from + q * LANES, LANES, y, to + q, yStep);
      }
    }
    for (; q < length; q++) {
      for (int p = 0; p < count; p++) {
        y[to + p * yStep + q] = x[from + q * LANES + p];
      }
    }
  }
}
