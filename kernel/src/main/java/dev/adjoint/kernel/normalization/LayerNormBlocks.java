package dev.adjoint.kernel.normalization;

/// How the rows of a layer normalisation are cut for the sums over rows: by shape alone.
///
/// A block has some 8,192 elements, and there are never more than 64 of them, so that the sums of
/// the blocks stay few.
final class LayerNormBlocks {
  private static final int ELEMENTS = 8192;
  private static final int MOST = 64;

  /// An element of a gradient costs as much as this many of an addition.
  static final int WEIGHT = 4;

  private LayerNormBlocks() {}

  /// The rows of one block.
  static int size(int rows, int length) {
    return Math.max(1, Math.max(Math.ceilDiv(rows, MOST), ELEMENTS / Math.max(length, 1)));
  }

  /// Adds the sums of blocks, each of `length` elements with `step` between them, in order.
  static void fold(float[] sums, int from, int blocks, int step, float[] to, int at, int length) {
    System.arraycopy(sums, from, to, at, length);
    for (int b = 1; b < blocks; b++) {
      int start = from + b * step;
      for (int j = 0; j < length; j++) {
        to[at + j] += sums[start + j];
      }
    }
  }

  /// The same in double precision.
  static void fold(double[] sums, int from, int blocks, int step, double[] to, int at, int length) {
    System.arraycopy(sums, from, to, at, length);
    for (int b = 1; b < blocks; b++) {
      int start = from + b * step;
      for (int j = 0; j < length; j++) {
        to[at + j] += sums[start + j];
      }
    }
  }
}
