package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of [WinogradConvolution]. The sums of a few tiles over one or two vectors of
/// outputs stay in registers during the loop over the channels.
///
/// Channels are stored in blocks as wide as a vector, tile after tile, so that the offsets of a
/// tile's numbers differ by constants. See `VectorConvolutionTiles` for the rest.
final class VectorWinogradTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private static final int STEP = VectorWinogradTransforms.TILE_STEP;

  /// Tiles are computed up to a multiple of this number; the last ones are padding.
  static final int SHORT = 8;

  /// There is room for a multiple of this number of tiles.
  static final int TALL = 16;

  private static final boolean MANY_REGISTERS = VectorTiles.HEIGHT == 12;

  private VectorWinogradTiles() {}

  /// The products of one value: `c[o, tile] = Σ a[channel, tile] · b[channel, o]`.
  ///
  /// Channel k of tile t is `a[aStart + k / LANES · block + t · LANES + k % LANES]`. The rows of b
  /// are one vector or, if `wide`, two vectors. A vector of sums of tile t is at `a[cStart + t ·
  /// LANES]`; the other vector is one block after it.
  static void run(
      float[] a,
      int aStart,
      int block,
      int tiles,
      float[] b,
      int bStart,
      boolean wide,
      int depth,
      int cStart) {
    if (wide && MANY_REGISTERS) {
      for (int t = 0; t < tiles * STEP; t += 8 * STEP) {
        eightByTwo(a, aStart + t, block, b, bStart, depth, cStart + t, block);
      }
    } else if (wide) {
      for (int t = 0; t < tiles * STEP; t += 4 * STEP) {
        fourByTwo(a, aStart + t, block, b, bStart, depth, cStart + t, block);
      }
    } else {
      int t = 0;
      if (MANY_REGISTERS) {
        for (; t + 8 * STEP < tiles * STEP; t += 16 * STEP) {
          sixteenByOne(a, aStart + t, block, b, bStart, depth, cStart + t);
        }
      }
      for (; t < tiles * STEP; t += 8 * STEP) {
        eightByOne(a, aStart + t, block, b, bStart, depth, cStart + t);
      }
    }
  }

  /// Eight tiles over two vectors.
  private static void eightByTwo(
      float[] a, int aStart, int aBlock, float[] b, int bStart, int depth, int cStart, int cBlock) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector t4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector t5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector t6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector t7 = FloatVector.zero(SPECIES);
    int at = bStart;
    int from = aStart;
    for (int rest = depth; rest > 0; rest -= LANES) {
      int count = Math.min(rest, LANES);
      for (int k = 0; k < count; k++) {
        FloatVector left = FloatVector.fromArray(SPECIES, b, at);
        FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
        FloatVector x0 = FloatVector.broadcast(SPECIES, a[from + k]);
        s0 = x0.fma(left, s0);
        t0 = x0.fma(right, t0);
        FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + STEP + k]);
        s1 = x1.fma(left, s1);
        t1 = x1.fma(right, t1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2 * STEP + k]);
        s2 = x2.fma(left, s2);
        t2 = x2.fma(right, t2);
        FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3 * STEP + k]);
        s3 = x3.fma(left, s3);
        t3 = x3.fma(right, t3);
        FloatVector x4 = FloatVector.broadcast(SPECIES, a[from + 4 * STEP + k]);
        s4 = x4.fma(left, s4);
        t4 = x4.fma(right, t4);
        FloatVector x5 = FloatVector.broadcast(SPECIES, a[from + 5 * STEP + k]);
        s5 = x5.fma(left, s5);
        t5 = x5.fma(right, t5);
        FloatVector x6 = FloatVector.broadcast(SPECIES, a[from + 6 * STEP + k]);
        s6 = x6.fma(left, s6);
        t6 = x6.fma(right, t6);
        FloatVector x7 = FloatVector.broadcast(SPECIES, a[from + 7 * STEP + k]);
        s7 = x7.fma(left, s7);
        t7 = x7.fma(right, t7);
        at += 2 * LANES;
      }
      from += aBlock;
    }
    s0.intoArray(a, cStart);
    t0.intoArray(a, cStart + cBlock);
    s1.intoArray(a, cStart + STEP);
    t1.intoArray(a, cStart + cBlock + STEP);
    s2.intoArray(a, cStart + 2 * STEP);
    t2.intoArray(a, cStart + cBlock + 2 * STEP);
    s3.intoArray(a, cStart + 3 * STEP);
    t3.intoArray(a, cStart + cBlock + 3 * STEP);
    s4.intoArray(a, cStart + 4 * STEP);
    t4.intoArray(a, cStart + cBlock + 4 * STEP);
    s5.intoArray(a, cStart + 5 * STEP);
    t5.intoArray(a, cStart + cBlock + 5 * STEP);
    s6.intoArray(a, cStart + 6 * STEP);
    t6.intoArray(a, cStart + cBlock + 6 * STEP);
    s7.intoArray(a, cStart + 7 * STEP);
    t7.intoArray(a, cStart + cBlock + 7 * STEP);
  }

  /// The same for processors with 16 registers.
  private static void fourByTwo(
      float[] a, int aStart, int aBlock, float[] b, int bStart, int depth, int cStart, int cBlock) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    int at = bStart;
    int from = aStart;
    for (int rest = depth; rest > 0; rest -= LANES) {
      int count = Math.min(rest, LANES);
      for (int k = 0; k < count; k++) {
        FloatVector left = FloatVector.fromArray(SPECIES, b, at);
        FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
        FloatVector x0 = FloatVector.broadcast(SPECIES, a[from + k]);
        s0 = x0.fma(left, s0);
        t0 = x0.fma(right, t0);
        FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + STEP + k]);
        s1 = x1.fma(left, s1);
        t1 = x1.fma(right, t1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2 * STEP + k]);
        s2 = x2.fma(left, s2);
        t2 = x2.fma(right, t2);
        FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3 * STEP + k]);
        s3 = x3.fma(left, s3);
        t3 = x3.fma(right, t3);
        at += 2 * LANES;
      }
      from += aBlock;
    }
    s0.intoArray(a, cStart);
    t0.intoArray(a, cStart + cBlock);
    s1.intoArray(a, cStart + STEP);
    t1.intoArray(a, cStart + cBlock + STEP);
    s2.intoArray(a, cStart + 2 * STEP);
    t2.intoArray(a, cStart + cBlock + 2 * STEP);
    s3.intoArray(a, cStart + 3 * STEP);
    t3.intoArray(a, cStart + cBlock + 3 * STEP);
  }

  /// Sixteen tiles over one vector.
  private static void sixteenByOne(
      float[] a, int aStart, int aBlock, float[] b, int bStart, int depth, int cStart) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s14 = FloatVector.zero(SPECIES);
    FloatVector s15 = FloatVector.zero(SPECIES);
    int at = bStart;
    int from = aStart;
    for (int rest = depth; rest > 0; rest -= LANES) {
      int count = Math.min(rest, LANES);
      for (int k = 0; k < count; k++) {
        FloatVector right = FloatVector.fromArray(SPECIES, b, at);
        FloatVector x0 = FloatVector.broadcast(SPECIES, a[from + k]);
        s0 = x0.fma(right, s0);
        FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + STEP + k]);
        s1 = x1.fma(right, s1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2 * STEP + k]);
        s2 = x2.fma(right, s2);
        FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3 * STEP + k]);
        s3 = x3.fma(right, s3);
        FloatVector x4 = FloatVector.broadcast(SPECIES, a[from + 4 * STEP + k]);
        s4 = x4.fma(right, s4);
        FloatVector x5 = FloatVector.broadcast(SPECIES, a[from + 5 * STEP + k]);
        s5 = x5.fma(right, s5);
        FloatVector x6 = FloatVector.broadcast(SPECIES, a[from + 6 * STEP + k]);
        s6 = x6.fma(right, s6);
        FloatVector x7 = FloatVector.broadcast(SPECIES, a[from + 7 * STEP + k]);
        s7 = x7.fma(right, s7);
        FloatVector x8 = FloatVector.broadcast(SPECIES, a[from + 8 * STEP + k]);
        s8 = x8.fma(right, s8);
        FloatVector x9 = FloatVector.broadcast(SPECIES, a[from + 9 * STEP + k]);
        s9 = x9.fma(right, s9);
        FloatVector x10 = FloatVector.broadcast(SPECIES, a[from + 10 * STEP + k]);
        s10 = x10.fma(right, s10);
        FloatVector x11 = FloatVector.broadcast(SPECIES, a[from + 11 * STEP + k]);
        s11 = x11.fma(right, s11);
        FloatVector x12 = FloatVector.broadcast(SPECIES, a[from + 12 * STEP + k]);
        s12 = x12.fma(right, s12);
        FloatVector x13 = FloatVector.broadcast(SPECIES, a[from + 13 * STEP + k]);
        s13 = x13.fma(right, s13);
        FloatVector x14 = FloatVector.broadcast(SPECIES, a[from + 14 * STEP + k]);
        s14 = x14.fma(right, s14);
        FloatVector x15 = FloatVector.broadcast(SPECIES, a[from + 15 * STEP + k]);
        s15 = x15.fma(right, s15);
        at += LANES;
      }
      from += aBlock;
    }
    s0.intoArray(a, cStart);
    s1.intoArray(a, cStart + STEP);
    s2.intoArray(a, cStart + 2 * STEP);
    s3.intoArray(a, cStart + 3 * STEP);
    s4.intoArray(a, cStart + 4 * STEP);
    s5.intoArray(a, cStart + 5 * STEP);
    s6.intoArray(a, cStart + 6 * STEP);
    s7.intoArray(a, cStart + 7 * STEP);
    s8.intoArray(a, cStart + 8 * STEP);
    s9.intoArray(a, cStart + 9 * STEP);
    s10.intoArray(a, cStart + 10 * STEP);
    s11.intoArray(a, cStart + 11 * STEP);
    s12.intoArray(a, cStart + 12 * STEP);
    s13.intoArray(a, cStart + 13 * STEP);
    s14.intoArray(a, cStart + 14 * STEP);
    s15.intoArray(a, cStart + 15 * STEP);
  }

  /// Eight tiles over one vector.
  private static void eightByOne(
      float[] a, int aStart, int aBlock, float[] b, int bStart, int depth, int cStart) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    int at = bStart;
    int from = aStart;
    for (int rest = depth; rest > 0; rest -= LANES) {
      int count = Math.min(rest, LANES);
      for (int k = 0; k < count; k++) {
        FloatVector right = FloatVector.fromArray(SPECIES, b, at);
        FloatVector x0 = FloatVector.broadcast(SPECIES, a[from + k]);
        s0 = x0.fma(right, s0);
        FloatVector x1 = FloatVector.broadcast(SPECIES, a[from + STEP + k]);
        s1 = x1.fma(right, s1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, a[from + 2 * STEP + k]);
        s2 = x2.fma(right, s2);
        FloatVector x3 = FloatVector.broadcast(SPECIES, a[from + 3 * STEP + k]);
        s3 = x3.fma(right, s3);
        FloatVector x4 = FloatVector.broadcast(SPECIES, a[from + 4 * STEP + k]);
        s4 = x4.fma(right, s4);
        FloatVector x5 = FloatVector.broadcast(SPECIES, a[from + 5 * STEP + k]);
        s5 = x5.fma(right, s5);
        FloatVector x6 = FloatVector.broadcast(SPECIES, a[from + 6 * STEP + k]);
        s6 = x6.fma(right, s6);
        FloatVector x7 = FloatVector.broadcast(SPECIES, a[from + 7 * STEP + k]);
        s7 = x7.fma(right, s7);
        at += LANES;
      }
      from += aBlock;
    }
    s0.intoArray(a, cStart);
    s1.intoArray(a, cStart + STEP);
    s2.intoArray(a, cStart + 2 * STEP);
    s3.intoArray(a, cStart + 3 * STEP);
    s4.intoArray(a, cStart + 4 * STEP);
    s5.intoArray(a, cStart + 5 * STEP);
    s6.intoArray(a, cStart + 6 * STEP);
    s7.intoArray(a, cStart + 7 * STEP);
  }
}
