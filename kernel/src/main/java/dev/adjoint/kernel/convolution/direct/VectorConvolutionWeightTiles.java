package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the gradient of a convolution for its weight. A tile of sums, up to eight
/// rows high and three vectors wide, stays in registers during the loop over the pixels k.
///
/// It differs from [VectorConvolutionTiles] in how a is read. Each row of a has its own start and
/// gives one number for each k, so a can be the gradient itself. Tiles of eight rows and three
/// vectors need the fewest loads for each multiply–add. For a kernel of three columns, the three
/// vectors are neighbours. Processors with 16 registers take four rows at a time. The code is
/// unrolled by hand because a vector must not cross a method boundary.
final class VectorConvolutionWeightTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  /// The largest height of a tile.
  static final int HEIGHT = 8;

  /// Whether there are enough registers for eight rows of several vectors.
  static final boolean MANY_REGISTERS = VectorTiles.HEIGHT > HEIGHT;

  private VectorConvolutionWeightTiles() {}

  /// Computes a tile of `rows` rows, up to [#HEIGHT].
  ///
  /// Row r of a is `a[aStart + r·aStep + k]`. Row k of b is the vectors `offsets[k]` after b0, b1
  /// and b2. Row r of c is the three vectors from `cStart + r·cStep` on. If `first`, the chains
  /// start at +0, else at the values in c.
  static void three(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int b0,
      int b1,
      int b2,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    if (MANY_REGISTERS) {
      eightByThree(a, aStart, aStep, rows, b, b0, b1, b2, offsets, depth, c, cStart, cStep, first);
      return;
    }
    for (int r = 0; r < rows; r += 4) {
      int height = Math.min(4, rows - r);
      int from = aStart + r * aStep;
      int to = cStart + r * cStep;
      fourByThree(a, from, aStep, height, b, b0, b1, b2, offsets, depth, c, to, cStep, first);
    }
  }

  /// Missing rows are computed and not stored.
  private static void eightByThree(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int b0,
      int b1,
      int b2,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    int a4 = aStart + Math.min(4, rows - 1) * aStep;
    int a5 = aStart + Math.min(5, rows - 1) * aStep;
    int a6 = aStart + Math.min(6, rows - 1) * aStep;
    int a7 = aStart + Math.min(7, rows - 1) * aStep;
    int c1 = cStart + Math.min(1, rows - 1) * cStep;
    int c2 = cStart + Math.min(2, rows - 1) * cStep;
    int c3 = cStart + Math.min(3, rows - 1) * cStep;
    int c4 = cStart + Math.min(4, rows - 1) * cStep;
    int c5 = cStart + Math.min(5, rows - 1) * cStep;
    int c6 = cStart + Math.min(6, rows - 1) * cStep;
    int c7 = cStart + Math.min(7, rows - 1) * cStep;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector u0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector u1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector u2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    FloatVector u3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector t4 = FloatVector.zero(SPECIES);
    FloatVector u4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector t5 = FloatVector.zero(SPECIES);
    FloatVector u5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector t6 = FloatVector.zero(SPECIES);
    FloatVector u6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector t7 = FloatVector.zero(SPECIES);
    FloatVector u7 = FloatVector.zero(SPECIES);
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
      u0 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES);
      s1 = FloatVector.fromArray(SPECIES, c, c1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
      u1 = FloatVector.fromArray(SPECIES, c, c1 + 2 * LANES);
      s2 = FloatVector.fromArray(SPECIES, c, c2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
      u2 = FloatVector.fromArray(SPECIES, c, c2 + 2 * LANES);
      s3 = FloatVector.fromArray(SPECIES, c, c3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
      u3 = FloatVector.fromArray(SPECIES, c, c3 + 2 * LANES);
      s4 = FloatVector.fromArray(SPECIES, c, c4);
      t4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
      u4 = FloatVector.fromArray(SPECIES, c, c4 + 2 * LANES);
      s5 = FloatVector.fromArray(SPECIES, c, c5);
      t5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
      u5 = FloatVector.fromArray(SPECIES, c, c5 + 2 * LANES);
      s6 = FloatVector.fromArray(SPECIES, c, c6);
      t6 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
      u6 = FloatVector.fromArray(SPECIES, c, c6 + 2 * LANES);
      s7 = FloatVector.fromArray(SPECIES, c, c7);
      t7 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
      u7 = FloatVector.fromArray(SPECIES, c, c7 + 2 * LANES);
    }
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector middle = FloatVector.fromArray(SPECIES, b, b1 + offset);
      FloatVector right = FloatVector.fromArray(SPECIES, b, b2 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[aStart + k]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(middle, t0);
      u0 = x0.fma(right, u0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(middle, t1);
      u1 = x1.fma(right, u1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(middle, t2);
      u2 = x2.fma(right, u2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(middle, t3);
      u3 = x3.fma(right, u3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(middle, t4);
      u4 = x4.fma(right, u4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(middle, t5);
      u5 = x5.fma(right, u5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(middle, t6);
      u6 = x6.fma(right, u6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(middle, t7);
      u7 = x7.fma(right, u7);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + LANES);
    u0.intoArray(c, cStart + 2 * LANES);
    if (rows > 1) {
      s1.intoArray(c, c1);
      t1.intoArray(c, c1 + LANES);
      u1.intoArray(c, c1 + 2 * LANES);
    }
    if (rows > 2) {
      s2.intoArray(c, c2);
      t2.intoArray(c, c2 + LANES);
      u2.intoArray(c, c2 + 2 * LANES);
    }
    if (rows > 3) {
      s3.intoArray(c, c3);
      t3.intoArray(c, c3 + LANES);
      u3.intoArray(c, c3 + 2 * LANES);
    }
    if (rows > 4) {
      s4.intoArray(c, c4);
      t4.intoArray(c, c4 + LANES);
      u4.intoArray(c, c4 + 2 * LANES);
    }
    if (rows > 5) {
      s5.intoArray(c, c5);
      t5.intoArray(c, c5 + LANES);
      u5.intoArray(c, c5 + 2 * LANES);
    }
    if (rows > 6) {
      s6.intoArray(c, c6);
      t6.intoArray(c, c6 + LANES);
      u6.intoArray(c, c6 + 2 * LANES);
    }
    if (rows > 7) {
      s7.intoArray(c, c7);
      t7.intoArray(c, c7 + LANES);
      u7.intoArray(c, c7 + 2 * LANES);
    }
  }

  private static void fourByThree(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int b0,
      int b1,
      int b2,
      int[] offsets,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    int c1 = cStart + Math.min(1, rows - 1) * cStep;
    int c2 = cStart + Math.min(2, rows - 1) * cStep;
    int c3 = cStart + Math.min(3, rows - 1) * cStep;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector u0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector u1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector u2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    FloatVector u3 = FloatVector.zero(SPECIES);
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
      u0 = FloatVector.fromArray(SPECIES, c, cStart + 2 * LANES);
      s1 = FloatVector.fromArray(SPECIES, c, c1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
      u1 = FloatVector.fromArray(SPECIES, c, c1 + 2 * LANES);
      s2 = FloatVector.fromArray(SPECIES, c, c2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
      u2 = FloatVector.fromArray(SPECIES, c, c2 + 2 * LANES);
      s3 = FloatVector.fromArray(SPECIES, c, c3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
      u3 = FloatVector.fromArray(SPECIES, c, c3 + 2 * LANES);
    }
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector middle = FloatVector.fromArray(SPECIES, b, b1 + offset);
      FloatVector right = FloatVector.fromArray(SPECIES, b, b2 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[aStart + k]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(middle, t0);
      u0 = x0.fma(right, u0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(middle, t1);
      u1 = x1.fma(right, u1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(middle, t2);
      u2 = x2.fma(right, u2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(middle, t3);
      u3 = x3.fma(right, u3);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + LANES);
    u0.intoArray(c, cStart + 2 * LANES);
    if (rows > 1) {
      s1.intoArray(c, c1);
      t1.intoArray(c, c1 + LANES);
      u1.intoArray(c, c1 + 2 * LANES);
    }
    if (rows > 2) {
      s2.intoArray(c, c2);
      t2.intoArray(c, c2 + LANES);
      u2.intoArray(c, c2 + 2 * LANES);
    }
    if (rows > 3) {
      s3.intoArray(c, c3);
      t3.intoArray(c, c3 + LANES);
      u3.intoArray(c, c3 + 2 * LANES);
    }
  }
}
