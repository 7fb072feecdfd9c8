package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of [WinogradWeight]. The sums of a few channels over one or two vectors of
/// outputs stay in registers during the loop over the tiles of a block.
///
/// Both sides have the layout that [VectorWinogradTransforms#imageAcross] writes, so the distance
/// from one tile to the next is constant. See [VectorWinogradTiles] for the rest.
final class VectorWinogradWeightTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private static final int STEP = VectorWinogradTransforms.TILE_STEP;

  private static final boolean MANY_REGISTERS = VectorTiles.HEIGHT == 12 && LANES == 16;

  private VectorWinogradWeightTiles() {}

  /// The number of channels of a register tile.
  static int tall(boolean wide) {
    if (MANY_REGISTERS) {
      return wide ? 8 : 16;
    }
    return 4;
  }

  /// The products of one value for [#tall] channels: `c[channel, o] = Σ s[v, tile, channel] · s[m,
  /// tile, o]`. If not `first`, the products are added to the values in c.
  ///
  /// The channels are side by side from v on. The first vector of outputs is at m and, if `wide`,
  /// the second is `mBlock` after it. The rows of c are one vector or two.
  static void run(
      float[] s,
      int v,
      int m,
      int mBlock,
      boolean wide,
      int tiles,
      float[] c,
      int cStart,
      boolean first) {
    if (wide && MANY_REGISTERS) {
      eightByTwo(s, v, m, mBlock, tiles, c, cStart, first);
    } else if (wide) {
      fourByTwo(s, v, m, mBlock, tiles, c, cStart, first);
    } else if (MANY_REGISTERS) {
      sixteenByOne(s, v, m, tiles, c, cStart, first);
    } else {
      fourByOne(s, v, m, tiles, c, cStart, first);
    }
  }

  /// Eight channels over two vectors.
  private static void eightByTwo(
      float[] s, int v, int m, int mBlock, int tiles, float[] c, int cStart, boolean first) {
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
    for (int i = 0; i < tiles * STEP; i += STEP) {
      FloatVector left = FloatVector.fromArray(SPECIES, s, m + i);
      FloatVector right = FloatVector.fromArray(SPECIES, s, m + mBlock + i);
      FloatVector x0 = FloatVector.broadcast(SPECIES, s[v + i]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, s[v + i + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, s[v + i + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, s[v + i + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, s[v + i + 4]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, s[v + i + 5]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, s[v + i + 6]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, s[v + i + 7]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(t0);
      s1 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, cStart + 3 * LANES).add(t1);
      s2 = FloatVector.fromArray(SPECIES, c, cStart + 4 * LANES).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, cStart + 5 * LANES).add(t2);
      s3 = FloatVector.fromArray(SPECIES, c, cStart + 6 * LANES).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, cStart + 7 * LANES).add(t3);
      s4 = FloatVector.fromArray(SPECIES, c, cStart + 8 * LANES).add(s4);
      t4 = FloatVector.fromArray(SPECIES, c, cStart + 9 * LANES).add(t4);
      s5 = FloatVector.fromArray(SPECIES, c, cStart + 10 * LANES).add(s5);
      t5 = FloatVector.fromArray(SPECIES, c, cStart + 11 * LANES).add(t5);
      s6 = FloatVector.fromArray(SPECIES, c, cStart + 12 * LANES).add(s6);
      t6 = FloatVector.fromArray(SPECIES, c, cStart + 13 * LANES).add(t6);
      s7 = FloatVector.fromArray(SPECIES, c, cStart + 14 * LANES).add(s7);
      t7 = FloatVector.fromArray(SPECIES, c, cStart + 15 * LANES).add(t7);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + LANES);
    s1.intoArray(c, cStart + 2 * LANES);
    t1.intoArray(c, cStart + 3 * LANES);
    s2.intoArray(c, cStart + 4 * LANES);
    t2.intoArray(c, cStart + 5 * LANES);
    s3.intoArray(c, cStart + 6 * LANES);
    t3.intoArray(c, cStart + 7 * LANES);
    s4.intoArray(c, cStart + 8 * LANES);
    t4.intoArray(c, cStart + 9 * LANES);
    s5.intoArray(c, cStart + 10 * LANES);
    t5.intoArray(c, cStart + 11 * LANES);
    s6.intoArray(c, cStart + 12 * LANES);
    t6.intoArray(c, cStart + 13 * LANES);
    s7.intoArray(c, cStart + 14 * LANES);
    t7.intoArray(c, cStart + 15 * LANES);
  }

  /// The same for processors with 16 registers.
  private static void fourByTwo(
      float[] s, int v, int m, int mBlock, int tiles, float[] c, int cStart, boolean first) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    for (int i = 0; i < tiles * STEP; i += STEP) {
      FloatVector left = FloatVector.fromArray(SPECIES, s, m + i);
      FloatVector right = FloatVector.fromArray(SPECIES, s, m + mBlock + i);
      FloatVector x0 = FloatVector.broadcast(SPECIES, s[v + i]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, s[v + i + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, s[v + i + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, s[v + i + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(t0);
      s1 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, cStart + 3 * LANES).add(t1);
      s2 = FloatVector.fromArray(SPECIES, c, cStart + 4 * LANES).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, cStart + 5 * LANES).add(t2);
      s3 = FloatVector.fromArray(SPECIES, c, cStart + 6 * LANES).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, cStart + 7 * LANES).add(t3);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + LANES);
    s1.intoArray(c, cStart + 2 * LANES);
    t1.intoArray(c, cStart + 3 * LANES);
    s2.intoArray(c, cStart + 4 * LANES);
    t2.intoArray(c, cStart + 5 * LANES);
    s3.intoArray(c, cStart + 6 * LANES);
    t3.intoArray(c, cStart + 7 * LANES);
  }

  /// Sixteen channels over one vector.
  private static void sixteenByOne(
      float[] s, int v, int m, int tiles, float[] c, int cStart, boolean first) {
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
    for (int i = 0; i < tiles * STEP; i += STEP) {
      FloatVector left = FloatVector.fromArray(SPECIES, s, m + i);
      FloatVector x0 = FloatVector.broadcast(SPECIES, s[v + i]);
      s0 = x0.fma(left, s0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, s[v + i + 1]);
      s1 = x1.fma(left, s1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, s[v + i + 2]);
      s2 = x2.fma(left, s2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, s[v + i + 3]);
      s3 = x3.fma(left, s3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, s[v + i + 4]);
      s4 = x4.fma(left, s4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, s[v + i + 5]);
      s5 = x5.fma(left, s5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, s[v + i + 6]);
      s6 = x6.fma(left, s6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, s[v + i + 7]);
      s7 = x7.fma(left, s7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, s[v + i + 8]);
      s8 = x8.fma(left, s8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, s[v + i + 9]);
      s9 = x9.fma(left, s9);
      FloatVector x10 = FloatVector.broadcast(SPECIES, s[v + i + 10]);
      s10 = x10.fma(left, s10);
      FloatVector x11 = FloatVector.broadcast(SPECIES, s[v + i + 11]);
      s11 = x11.fma(left, s11);
      FloatVector x12 = FloatVector.broadcast(SPECIES, s[v + i + 12]);
      s12 = x12.fma(left, s12);
      FloatVector x13 = FloatVector.broadcast(SPECIES, s[v + i + 13]);
      s13 = x13.fma(left, s13);
      FloatVector x14 = FloatVector.broadcast(SPECIES, s[v + i + 14]);
      s14 = x14.fma(left, s14);
      FloatVector x15 = FloatVector.broadcast(SPECIES, s[v + i + 15]);
      s15 = x15.fma(left, s15);
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      s1 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(s1);
      s2 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES).add(s2);
      s3 = FloatVector.fromArray(SPECIES, c, cStart + 3 * LANES).add(s3);
      s4 = FloatVector.fromArray(SPECIES, c, cStart + 4 * LANES).add(s4);
      s5 = FloatVector.fromArray(SPECIES, c, cStart + 5 * LANES).add(s5);
      s6 = FloatVector.fromArray(SPECIES, c, cStart + 6 * LANES).add(s6);
      s7 = FloatVector.fromArray(SPECIES, c, cStart + 7 * LANES).add(s7);
      s8 = FloatVector.fromArray(SPECIES, c, cStart + 8 * LANES).add(s8);
      s9 = FloatVector.fromArray(SPECIES, c, cStart + 9 * LANES).add(s9);
      s10 = FloatVector.fromArray(SPECIES, c, cStart + 10 * LANES).add(s10);
      s11 = FloatVector.fromArray(SPECIES, c, cStart + 11 * LANES).add(s11);
      s12 = FloatVector.fromArray(SPECIES, c, cStart + 12 * LANES).add(s12);
      s13 = FloatVector.fromArray(SPECIES, c, cStart + 13 * LANES).add(s13);
      s14 = FloatVector.fromArray(SPECIES, c, cStart + 14 * LANES).add(s14);
      s15 = FloatVector.fromArray(SPECIES, c, cStart + 15 * LANES).add(s15);
    }
    s0.intoArray(c, cStart);
    s1.intoArray(c, cStart + LANES);
    s2.intoArray(c, cStart + 2 * LANES);
    s3.intoArray(c, cStart + 3 * LANES);
    s4.intoArray(c, cStart + 4 * LANES);
    s5.intoArray(c, cStart + 5 * LANES);
    s6.intoArray(c, cStart + 6 * LANES);
    s7.intoArray(c, cStart + 7 * LANES);
    s8.intoArray(c, cStart + 8 * LANES);
    s9.intoArray(c, cStart + 9 * LANES);
    s10.intoArray(c, cStart + 10 * LANES);
    s11.intoArray(c, cStart + 11 * LANES);
    s12.intoArray(c, cStart + 12 * LANES);
    s13.intoArray(c, cStart + 13 * LANES);
    s14.intoArray(c, cStart + 14 * LANES);
    s15.intoArray(c, cStart + 15 * LANES);
  }

  /// Four channels over one vector.
  private static void fourByOne(
      float[] s, int v, int m, int tiles, float[] c, int cStart, boolean first) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    for (int i = 0; i < tiles * STEP; i += STEP) {
      FloatVector left = FloatVector.fromArray(SPECIES, s, m + i);
      FloatVector x0 = FloatVector.broadcast(SPECIES, s[v + i]);
      s0 = x0.fma(left, s0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, s[v + i + 1]);
      s1 = x1.fma(left, s1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, s[v + i + 2]);
      s2 = x2.fma(left, s2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, s[v + i + 3]);
      s3 = x3.fma(left, s3);
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      s1 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(s1);
      s2 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES).add(s2);
      s3 = FloatVector.fromArray(SPECIES, c, cStart + 3 * LANES).add(s3);
    }
    s0.intoArray(c, cStart);
    s1.intoArray(c, cStart + LANES);
    s2.intoArray(c, cStart + 2 * LANES);
    s3.intoArray(c, cStart + 3 * LANES);
  }
}
