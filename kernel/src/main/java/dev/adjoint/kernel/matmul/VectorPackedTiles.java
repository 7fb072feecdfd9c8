package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorTiles] for a left side that was copied into panels of [VectorTiles#HEIGHT]
/// rows, in the order of k.
///
/// All offsets into a and b are constants that are added to one index each. So a step of k needs
/// hardly any instruction except its loads and multiply–adds. On Intel processors the ports of the
/// multiply–adds also execute integer additions, which the row pointers of [VectorTwelveRows] need
/// at each step. Where there are 32 registers two steps of k are written out, which halves the rest
/// of the loop. Four steps are slower because the compiler runs out of registers.
public final class VectorPackedTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;
  private static final int WIDTH = VectorTiles.WIDTH;

  private VectorPackedTiles() {}

  /// Computes a tile of [VectorTiles#HEIGHT] rows.
  ///
  /// Row r of a is `a[aStart + k·HEIGHT + r]`, row k of b begins at `bStart + k·WIDTH`, row r of c
  /// at `cStart + r·cStep`. The chains start at +0. If not `first`, their results are added to the
  /// values in c.
  public static void run(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    if (VectorTiles.HEIGHT == 12) {
      twelve(a, aStart, b, bStart, depth, c, cStart, cStep, first);
    } else {
      six(a, aStart, b, bStart, depth, c, cStart, cStep, first);
    }
  }

  /// Twelve rows, for processors with 32 vector registers.
  private static void twelve(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
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
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector t8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    FloatVector t9 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector t10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector t11 = FloatVector.zero(SPECIES);
    int pairs = depth / 2;
    for (int pair = 0; pair < pairs; pair++) {
      int across = aStart + pair * 24;
      int at = bStart + pair * (2 * WIDTH);
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[across]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[across + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[across + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[across + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[across + 4]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[across + 5]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[across + 6]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[across + 7]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, a[across + 8]);
      s8 = x8.fma(left, s8);
      t8 = x8.fma(right, t8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, a[across + 9]);
      s9 = x9.fma(left, s9);
      t9 = x9.fma(right, t9);
      FloatVector x10 = FloatVector.broadcast(SPECIES, a[across + 10]);
      s10 = x10.fma(left, s10);
      t10 = x10.fma(right, t10);
      FloatVector x11 = FloatVector.broadcast(SPECIES, a[across + 11]);
      s11 = x11.fma(left, s11);
      t11 = x11.fma(right, t11);
      FloatVector leftNext = FloatVector.fromArray(SPECIES, b, at + WIDTH);
      FloatVector rightNext = FloatVector.fromArray(SPECIES, b, at + WIDTH + LANES);
      FloatVector y0 = FloatVector.broadcast(SPECIES, a[across + 12]);
      s0 = y0.fma(leftNext, s0);
      t0 = y0.fma(rightNext, t0);
      FloatVector y1 = FloatVector.broadcast(SPECIES, a[across + 13]);
      s1 = y1.fma(leftNext, s1);
      t1 = y1.fma(rightNext, t1);
      FloatVector y2 = FloatVector.broadcast(SPECIES, a[across + 14]);
      s2 = y2.fma(leftNext, s2);
      t2 = y2.fma(rightNext, t2);
      FloatVector y3 = FloatVector.broadcast(SPECIES, a[across + 15]);
      s3 = y3.fma(leftNext, s3);
      t3 = y3.fma(rightNext, t3);
      FloatVector y4 = FloatVector.broadcast(SPECIES, a[across + 16]);
      s4 = y4.fma(leftNext, s4);
      t4 = y4.fma(rightNext, t4);
      FloatVector y5 = FloatVector.broadcast(SPECIES, a[across + 17]);
      s5 = y5.fma(leftNext, s5);
      t5 = y5.fma(rightNext, t5);
      FloatVector y6 = FloatVector.broadcast(SPECIES, a[across + 18]);
      s6 = y6.fma(leftNext, s6);
      t6 = y6.fma(rightNext, t6);
      FloatVector y7 = FloatVector.broadcast(SPECIES, a[across + 19]);
      s7 = y7.fma(leftNext, s7);
      t7 = y7.fma(rightNext, t7);
      FloatVector y8 = FloatVector.broadcast(SPECIES, a[across + 20]);
      s8 = y8.fma(leftNext, s8);
      t8 = y8.fma(rightNext, t8);
      FloatVector y9 = FloatVector.broadcast(SPECIES, a[across + 21]);
      s9 = y9.fma(leftNext, s9);
      t9 = y9.fma(rightNext, t9);
      FloatVector y10 = FloatVector.broadcast(SPECIES, a[across + 22]);
      s10 = y10.fma(leftNext, s10);
      t10 = y10.fma(rightNext, t10);
      FloatVector y11 = FloatVector.broadcast(SPECIES, a[across + 23]);
      s11 = y11.fma(leftNext, s11);
      t11 = y11.fma(rightNext, t11);
    }
    if (depth % 2 == 1) {
      int across = aStart + pairs * 24;
      int at = bStart + pairs * (2 * WIDTH);
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[across]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[across + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[across + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[across + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[across + 4]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[across + 5]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[across + 6]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[across + 7]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, a[across + 8]);
      s8 = x8.fma(left, s8);
      t8 = x8.fma(right, t8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, a[across + 9]);
      s9 = x9.fma(left, s9);
      t9 = x9.fma(right, t9);
      FloatVector x10 = FloatVector.broadcast(SPECIES, a[across + 10]);
      s10 = x10.fma(left, s10);
      t10 = x10.fma(right, t10);
      FloatVector x11 = FloatVector.broadcast(SPECIES, a[across + 11]);
      s11 = x11.fma(left, s11);
      t11 = x11.fma(right, t11);
    }
    if (!first) {
      int from = cStart;
      s0 = FloatVector.fromArray(SPECIES, c, from).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t0);
      from += cStep;
      s1 = FloatVector.fromArray(SPECIES, c, from).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t1);
      from += cStep;
      s2 = FloatVector.fromArray(SPECIES, c, from).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t2);
      from += cStep;
      s3 = FloatVector.fromArray(SPECIES, c, from).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t3);
      from += cStep;
      s4 = FloatVector.fromArray(SPECIES, c, from).add(s4);
      t4 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t4);
      from += cStep;
      s5 = FloatVector.fromArray(SPECIES, c, from).add(s5);
      t5 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t5);
      from += cStep;
      s6 = FloatVector.fromArray(SPECIES, c, from).add(s6);
      t6 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t6);
      from += cStep;
      s7 = FloatVector.fromArray(SPECIES, c, from).add(s7);
      t7 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t7);
      from += cStep;
      s8 = FloatVector.fromArray(SPECIES, c, from).add(s8);
      t8 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t8);
      from += cStep;
      s9 = FloatVector.fromArray(SPECIES, c, from).add(s9);
      t9 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t9);
      from += cStep;
      s10 = FloatVector.fromArray(SPECIES, c, from).add(s10);
      t10 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t10);
      from += cStep;
      s11 = FloatVector.fromArray(SPECIES, c, from).add(s11);
      t11 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t11);
    }
    int to = cStart;
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
    to += cStep;
    s1.intoArray(c, to);
    t1.intoArray(c, to + LANES);
    to += cStep;
    s2.intoArray(c, to);
    t2.intoArray(c, to + LANES);
    to += cStep;
    s3.intoArray(c, to);
    t3.intoArray(c, to + LANES);
    to += cStep;
    s4.intoArray(c, to);
    t4.intoArray(c, to + LANES);
    to += cStep;
    s5.intoArray(c, to);
    t5.intoArray(c, to + LANES);
    to += cStep;
    s6.intoArray(c, to);
    t6.intoArray(c, to + LANES);
    to += cStep;
    s7.intoArray(c, to);
    t7.intoArray(c, to + LANES);
    to += cStep;
    s8.intoArray(c, to);
    t8.intoArray(c, to + LANES);
    to += cStep;
    s9.intoArray(c, to);
    t9.intoArray(c, to + LANES);
    to += cStep;
    s10.intoArray(c, to);
    t10.intoArray(c, to + LANES);
    to += cStep;
    s11.intoArray(c, to);
    t11.intoArray(c, to + LANES);
  }

  /// Six rows, for processors with 16 vector registers. Two steps of k at once would need more.
  private static void six(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
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
    for (int k = 0; k < depth; k++) {
      int across = aStart + k * 6;
      int at = bStart + k * WIDTH;
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[across]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[across + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[across + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[across + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[across + 4]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[across + 5]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
    }
    if (!first) {
      int from = cStart;
      s0 = FloatVector.fromArray(SPECIES, c, from).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t0);
      from += cStep;
      s1 = FloatVector.fromArray(SPECIES, c, from).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t1);
      from += cStep;
      s2 = FloatVector.fromArray(SPECIES, c, from).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t2);
      from += cStep;
      s3 = FloatVector.fromArray(SPECIES, c, from).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t3);
      from += cStep;
      s4 = FloatVector.fromArray(SPECIES, c, from).add(s4);
      t4 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t4);
      from += cStep;
      s5 = FloatVector.fromArray(SPECIES, c, from).add(s5);
      t5 = FloatVector.fromArray(SPECIES, c, from + LANES).add(t5);
    }
    int to = cStart;
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
    to += cStep;
    s1.intoArray(c, to);
    t1.intoArray(c, to + LANES);
    to += cStep;
    s2.intoArray(c, to);
    t2.intoArray(c, to + LANES);
    to += cStep;
    s3.intoArray(c, to);
    t3.intoArray(c, to + LANES);
    to += cStep;
    s4.intoArray(c, to);
    t4.intoArray(c, to + LANES);
    to += cStep;
    s5.intoArray(c, to);
    t5.intoArray(c, to + LANES);
  }
}
