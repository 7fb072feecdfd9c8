package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorTiles] over a panel with eight, six or four rows; [VectorTwelveRows] has the
/// one with twelve. They take nearly all the time of a large matrix product.
///
/// The step from one row of b to the next is a constant, so the compiler proves once for the whole
/// loop that all indices into b are within bounds. A check at each step of k costs a tenth of the
/// speed.
final class VectorWholeTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;
  private static final int WIDTH = VectorTiles.WIDTH;

  private VectorWholeTiles() {}

  /// [VectorTiles#run] with eight rows.
  static void eight(
      float[] a,
      int aStart,
      int aStep,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a0 = aStart;
    int a1 = aStart + aStep;
    int a2 = aStart + 2 * aStep;
    int a3 = aStart + 3 * aStep;
    int a4 = aStart + 4 * aStep;
    int a5 = aStart + 5 * aStep;
    int a6 = aStart + 6 * aStep;
    int a7 = aStart + 7 * aStep;
    int c0 = cStart;
    int c1 = cStart + cStep;
    int c2 = cStart + 2 * cStep;
    int c3 = cStart + 3 * cStep;
    int c4 = cStart + 4 * cStep;
    int c5 = cStart + 5 * cStep;
    int c6 = cStart + 6 * cStep;
    int c7 = cStart + 7 * cStep;
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
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
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
      at += WIDTH;
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, c0).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).add(t0);
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
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + LANES);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + LANES);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + LANES);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + LANES);
    s4.intoArray(c, c4);
    t4.intoArray(c, c4 + LANES);
    s5.intoArray(c, c5);
    t5.intoArray(c, c5 + LANES);
    s6.intoArray(c, c6);
    t6.intoArray(c, c6 + LANES);
    s7.intoArray(c, c7);
    t7.intoArray(c, c7 + LANES);
  }

  /// [VectorTiles#run] with six rows.
  static void six(
      float[] a,
      int aStart,
      int aStep,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a0 = aStart;
    int a1 = aStart + aStep;
    int a2 = aStart + 2 * aStep;
    int a3 = aStart + 3 * aStep;
    int a4 = aStart + 4 * aStep;
    int a5 = aStart + 5 * aStep;
    int c0 = cStart;
    int c1 = cStart + cStep;
    int c2 = cStart + 2 * cStep;
    int c3 = cStart + 3 * cStep;
    int c4 = cStart + 4 * cStep;
    int c5 = cStart + 5 * cStep;
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
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
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
      at += WIDTH;
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, c0).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).add(t0);
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
    }
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + LANES);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + LANES);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + LANES);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + LANES);
    s4.intoArray(c, c4);
    t4.intoArray(c, c4 + LANES);
    s5.intoArray(c, c5);
    t5.intoArray(c, c5 + LANES);
  }

  /// [VectorTiles#run] with four rows.
  static void four(
      float[] a,
      int aStart,
      int aStep,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a0 = aStart;
    int a1 = aStart + aStep;
    int a2 = aStart + 2 * aStep;
    int a3 = aStart + 3 * aStep;
    int c0 = cStart;
    int c1 = cStart + cStep;
    int c2 = cStart + 2 * cStep;
    int c3 = cStart + 3 * cStep;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      FloatVector right = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
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
      at += WIDTH;
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, c0).add(s0);
      t0 = FloatVector.fromArray(SPECIES, c, c0 + LANES).add(t0);
      s1 = FloatVector.fromArray(SPECIES, c, c1).add(s1);
      t1 = FloatVector.fromArray(SPECIES, c, c1 + LANES).add(t1);
      s2 = FloatVector.fromArray(SPECIES, c, c2).add(s2);
      t2 = FloatVector.fromArray(SPECIES, c, c2 + LANES).add(t2);
      s3 = FloatVector.fromArray(SPECIES, c, c3).add(s3);
      t3 = FloatVector.fromArray(SPECIES, c, c3 + LANES).add(t3);
    }
    s0.intoArray(c, c0);
    t0.intoArray(c, c0 + LANES);
    s1.intoArray(c, c1);
    t1.intoArray(c, c1 + LANES);
    s2.intoArray(c, c2);
    t2.intoArray(c, c2 + LANES);
    s3.intoArray(c, c3);
    t3.intoArray(c, c3 + LANES);
  }
}
