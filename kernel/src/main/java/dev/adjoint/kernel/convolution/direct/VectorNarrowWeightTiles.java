package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [VectorConvolutionWeightTiles] of one and two vectors, for the rest if the number of vectors is
/// not a multiple of three.
final class VectorNarrowWeightTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private VectorNarrowWeightTiles() {}

  /// [VectorConvolutionWeightTiles#three] over two vectors, for processors that have enough
  /// registers.
  static void two(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int b0,
      int b1,
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
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart);
      t0 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
      s1 = FloatVector.fromArray(SPECIES, c, c1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
      s2 = FloatVector.fromArray(SPECIES, c, c2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
      s3 = FloatVector.fromArray(SPECIES, c, c3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
      s4 = FloatVector.fromArray(SPECIES, c, c4);
      t4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
      s5 = FloatVector.fromArray(SPECIES, c, c5);
      t5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
      s6 = FloatVector.fromArray(SPECIES, c, c6);
      t6 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
      s7 = FloatVector.fromArray(SPECIES, c, c7);
      t7 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
    }
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector right = FloatVector.fromArray(SPECIES, b, b1 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[aStart + k]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + LANES);
    if (rows > 1) {
      s1.intoArray(c, c1);
      t1.intoArray(c, c1 + LANES);
    }
    if (rows > 2) {
      s2.intoArray(c, c2);
      t2.intoArray(c, c2 + LANES);
    }
    if (rows > 3) {
      s3.intoArray(c, c3);
      t3.intoArray(c, c3 + LANES);
    }
    if (rows > 4) {
      s4.intoArray(c, c4);
      t4.intoArray(c, c4 + LANES);
    }
    if (rows > 5) {
      s5.intoArray(c, c5);
      t5.intoArray(c, c5 + LANES);
    }
    if (rows > 6) {
      s6.intoArray(c, c6);
      t6.intoArray(c, c6 + LANES);
    }
    if (rows > 7) {
      s7.intoArray(c, c7);
      t7.intoArray(c, c7 + LANES);
    }
  }

  /// [VectorConvolutionWeightTiles#three] over one vector.
  static void one(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int b0,
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
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, cStart);
      s1 = FloatVector.fromArray(SPECIES, c, c1);
      s2 = FloatVector.fromArray(SPECIES, c, c2);
      s3 = FloatVector.fromArray(SPECIES, c, c3);
      s4 = FloatVector.fromArray(SPECIES, c, c4);
      s5 = FloatVector.fromArray(SPECIES, c, c5);
      s6 = FloatVector.fromArray(SPECIES, c, c6);
      s7 = FloatVector.fromArray(SPECIES, c, c7);
    }
    for (int k = 0; k < depth; k++) {
      int offset = offsets[k];
      FloatVector left = FloatVector.fromArray(SPECIES, b, b0 + offset);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[aStart + k]);
      s0 = x0.fma(left, s0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      s1 = x1.fma(left, s1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      s2 = x2.fma(left, s2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      s3 = x3.fma(left, s3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      s4 = x4.fma(left, s4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      s5 = x5.fma(left, s5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      s6 = x6.fma(left, s6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      s7 = x7.fma(left, s7);
    }
    s0.intoArray(c, cStart);
    if (rows > 1) {
      s1.intoArray(c, c1);
    }
    if (rows > 2) {
      s2.intoArray(c, c2);
    }
    if (rows > 3) {
      s3.intoArray(c, c3);
    }
    if (rows > 4) {
      s4.intoArray(c, c4);
    }
    if (rows > 5) {
      s5.intoArray(c, c5);
    }
    if (rows > 6) {
      s6.intoArray(c, c6);
    }
    if (rows > 7) {
      s7.intoArray(c, c7);
    }
  }
}
