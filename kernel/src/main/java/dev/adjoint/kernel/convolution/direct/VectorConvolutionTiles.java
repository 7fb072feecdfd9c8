package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of convolution. A tile of sums, up to eight rows high and one or two vectors
/// wide, stays in registers during the loop over k.
///
/// It differs from [VectorTiles] in how b is read. Row k of b begins at `offsets[k]` after the
/// start of each of the two vectors, so b can be the image itself, or parts of it side by side. The
/// rows of a are stored in panels: for each k, one number of each row, and after all k one number
/// for the bias.
///
/// Each step of k costs one read of `offsets`, two loads of b and, for each row, one broadcast of a
/// and two fused multiply–adds. Eight rows and two vectors measured better than eight and three,
/// twelve and two, or six and four: 240 of 260 GFLOP/s. They use 16 accumulators; processors with
/// 16 registers take four rows at a time. The offsets of the rows of c are computed after the loop.
/// If they were computed before it, they would take registers that the loop needs, which costs a
/// sixth of the speed. The code is unrolled by hand because a vector must not cross a method
/// boundary.
final class VectorConvolutionTiles {
  static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  static final int LANES = VectorRegisters.LANES;

  /// The width of a tile in columns, and the largest height.
  static final int WIDTH = 2 * LANES;

  static final int HEIGHT = 8;

  /// The number of rows of a panel of a. It is at least the number of lanes of a vector, so that a
  /// panel can be written in whole vectors, and at least the number of rows of a tile. It is a
  /// constant because the compiler proves that accesses are within bounds only for constant steps.
  static final int PANEL = Math.max(HEIGHT, LANES);

  /// Whether there are enough registers for all eight rows at once.
  private static final boolean MANY_REGISTERS = VectorTiles.HEIGHT > HEIGHT;

  private VectorConvolutionTiles() {}

  /// Computes a tile of `rows` rows, up to [#HEIGHT], over two vectors.
  ///
  /// Row r of a is `a[aStart + k·PANEL + r]`. Row k of b is the vectors `offsets[k]` after b0 and
  /// after b1. Row r of c is the two vectors from `cStart + r·cStep` on. The chains start at +0.
  /// Unless `first`, their ends are added to the values in c. If `biased`, row `depth` of a is
  /// added then.
  static void two(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int b0,
      int b1,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first,
      boolean biased) {
    if (rows <= 4) {
      fourByTwo(a, aStart, rows, b, b0, b1, offsets, depth, c, cStart, cStep, first, biased);
    } else if (MANY_REGISTERS) {
      eightByTwo(a, aStart, rows, b, b0, b1, offsets, depth, c, cStart, cStep, first, biased);
    } else {
      int below = cStart + 4 * cStep;
      fourByTwo(a, aStart, 4, b, b0, b1, offsets, depth, c, cStart, cStep, first, biased);
      fourByTwo(a, aStart + 4, rows - 4, b, b0, b1, offsets, depth, c, below, cStep, first, biased);
    }
  }

  /// Missing rows are computed and not stored.
  private static void eightByTwo(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int b0,
      int b1,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first,
      boolean biased) {
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
    int at = aStart;
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector right = FloatVector.fromArray(SPECIES, b, b1 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
      at += PANEL;
    }
    if (!first) {
      int c1 = cStart + Math.min(1, rows - 1) * cStep;
      int c2 = cStart + Math.min(2, rows - 1) * cStep;
      int c3 = cStart + Math.min(3, rows - 1) * cStep;
      int c4 = cStart + Math.min(4, rows - 1) * cStep;
      int c5 = cStart + Math.min(5, rows - 1) * cStep;
      int c6 = cStart + Math.min(6, rows - 1) * cStep;
      int c7 = cStart + Math.min(7, rows - 1) * cStep;
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(t0);
      s1 = FloatVector.fromArray(SPECIES, c, c1).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).add(t1);
      s2 = FloatVector.fromArray(SPECIES, c, c2).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).add(t2);
      s3 = FloatVector.fromArray(SPECIES, c, c3).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).add(t3);
      s4 = FloatVector.fromArray(SPECIES, c, c4).add(s4);
      t4 = FloatVector.fromArray(SPECIES, c, c4 + LANES).add(t4);
      s5 = FloatVector.fromArray(SPECIES, c, c5).add(s5);
      t5 = FloatVector.fromArray(SPECIES, c, c5 + LANES).add(t5);
      s6 = FloatVector.fromArray(SPECIES, c, c6).add(s6);
      t6 = FloatVector.fromArray(SPECIES, c, c6 + LANES).add(t6);
      s7 = FloatVector.fromArray(SPECIES, c, c7).add(s7);
      t7 = FloatVector.fromArray(SPECIES, c, c7 + LANES).add(t7);
    }
    if (biased) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = s0.add(x0);
      t0 = t0.add(x0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = s1.add(x1);
      t1 = t1.add(x1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = s2.add(x2);
      t2 = t2.add(x2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = s3.add(x3);
      t3 = t3.add(x3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      s4 = s4.add(x4);
      t4 = t4.add(x4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      s5 = s5.add(x5);
      t5 = t5.add(x5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      s6 = s6.add(x6);
      t6 = t6.add(x6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      s7 = s7.add(x7);
      t7 = t7.add(x7);
    }
    int to = cStart;
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
    if (rows > 1) {
      to += cStep;
      s1.intoArray(c, to);
      t1.intoArray(c, to + LANES);
    }
    if (rows > 2) {
      to += cStep;
      s2.intoArray(c, to);
      t2.intoArray(c, to + LANES);
    }
    if (rows > 3) {
      to += cStep;
      s3.intoArray(c, to);
      t3.intoArray(c, to + LANES);
    }
    if (rows > 4) {
      to += cStep;
      s4.intoArray(c, to);
      t4.intoArray(c, to + LANES);
    }
    if (rows > 5) {
      to += cStep;
      s5.intoArray(c, to);
      t5.intoArray(c, to + LANES);
    }
    if (rows > 6) {
      to += cStep;
      s6.intoArray(c, to);
      t6.intoArray(c, to + LANES);
    }
    if (rows > 7) {
      to += cStep;
      s7.intoArray(c, to);
      t7.intoArray(c, to + LANES);
    }
  }

  private static void fourByTwo(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int b0,
      int b1,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first,
      boolean biased) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    int at = aStart;
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector right = FloatVector.fromArray(SPECIES, b, b1 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      at += PANEL;
    }
    if (!first) {
      int c1 = cStart + Math.min(1, rows - 1) * cStep;
      int c2 = cStart + Math.min(2, rows - 1) * cStep;
      int c3 = cStart + Math.min(3, rows - 1) * cStep;
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(t0);
      s1 = FloatVector.fromArray(SPECIES, c, c1).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).add(t1);
      s2 = FloatVector.fromArray(SPECIES, c, c2).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).add(t2);
      s3 = FloatVector.fromArray(SPECIES, c, c3).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).add(t3);
    }
    if (biased) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = s0.add(x0);
      t0 = t0.add(x0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = s1.add(x1);
      t1 = t1.add(x1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = s2.add(x2);
      t2 = t2.add(x2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = s3.add(x3);
      t3 = t3.add(x3);
    }
    int to = cStart;
    s0.intoArray(c, to);
    t0.intoArray(c, to + LANES);
    if (rows > 1) {
      to += cStep;
      s1.intoArray(c, to);
      t1.intoArray(c, to + LANES);
    }
    if (rows > 2) {
      to += cStep;
      s2.intoArray(c, to);
      t2.intoArray(c, to + LANES);
    }
    if (rows > 3) {
      to += cStep;
      s3.intoArray(c, to);
      t3.intoArray(c, to + LANES);
    }
  }

  /// The same as [#two] over one vector.
  static void one(
      float[] a,
      int aStart,
      int rows,
      float[] b,
      int b0,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first,
      boolean biased) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    int at = aStart;
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = x0.fma(left, s0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = x1.fma(left, s1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = x2.fma(left, s2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = x3.fma(left, s3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      s4 = x4.fma(left, s4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      s5 = x5.fma(left, s5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      s6 = x6.fma(left, s6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      s7 = x7.fma(left, s7);
      at += PANEL;
    }
    if (!first) {
      int c1 = cStart + Math.min(1, rows - 1) * cStep;
      int c2 = cStart + Math.min(2, rows - 1) * cStep;
      int c3 = cStart + Math.min(3, rows - 1) * cStep;
      int c4 = cStart + Math.min(4, rows - 1) * cStep;
      int c5 = cStart + Math.min(5, rows - 1) * cStep;
      int c6 = cStart + Math.min(6, rows - 1) * cStep;
      int c7 = cStart + Math.min(7, rows - 1) * cStep;
      s0 = FloatVector.fromArray(SPECIES, c, cStart).add(s0);
      s1 = FloatVector.fromArray(SPECIES, c, c1).add(s1);
      s2 = FloatVector.fromArray(SPECIES, c, c2).add(s2);
      s3 = FloatVector.fromArray(SPECIES, c, c3).add(s3);
      s4 = FloatVector.fromArray(SPECIES, c, c4).add(s4);
      s5 = FloatVector.fromArray(SPECIES, c, c5).add(s5);
      s6 = FloatVector.fromArray(SPECIES, c, c6).add(s6);
      s7 = FloatVector.fromArray(SPECIES, c, c7).add(s7);
    }
    if (biased) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[at]);
      s0 = s0.add(x0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s1 = s1.add(x1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s2 = s2.add(x2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s3 = s3.add(x3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      s4 = s4.add(x4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      s5 = s5.add(x5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      s6 = s6.add(x6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      s7 = s7.add(x7);
    }
    int to = cStart;
    s0.intoArray(c, to);
    if (rows > 1) {
      to += cStep;
      s1.intoArray(c, to);
    }
    if (rows > 2) {
      to += cStep;
      s2.intoArray(c, to);
    }
    if (rows > 3) {
      to += cStep;
      s3.intoArray(c, to);
    }
    if (rows > 4) {
      to += cStep;
      s4.intoArray(c, to);
    }
    if (rows > 5) {
      to += cStep;
      s5.intoArray(c, to);
    }
    if (rows > 6) {
      to += cStep;
      s6.intoArray(c, to);
    }
    if (rows > 7) {
      to += cStep;
      s7.intoArray(c, to);
    }
  }
}
