package dev.adjoint.kernel.normalization;

/// Divides the rows of a layer normalisation into blocks for the sums over rows. The division
/// depends on the shape alone.
///
/// A block has about 8,192 elements. There are at most 64 blocks, which limits the number of block
/// sums.
final class LayerNormBlocks {
  private static final int ELEMENTS = 8192;
  private static final int MOST = 64;

  /// The cost of one element of a gradient, in elements of an addition.
  static final int WEIGHT = 4;

  /// From this number of rows on, sums over rows are chains of [#CHAIN] rows that are added in
  /// double precision.
  static final int LONG = 16_384;

  static final int CHAIN = 512;

  private LayerNormBlocks() {}

  /// The number of rows of one block.
  static int size(int rows, int length) {
    return Math.max(1, Math.max(Math.ceilDiv(rows, MOST), ELEMENTS / Math.max(length, 1)));
  }

  /// Adds the sums of the blocks in order; each has `length` elements, and they begin `step`
  /// elements apart.
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
