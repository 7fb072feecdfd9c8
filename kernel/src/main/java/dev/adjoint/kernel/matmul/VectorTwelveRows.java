package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tile of [VectorWholeTiles] with twelve rows, for processors with 32 vector registers.
///
/// Two steps of k are written out, so that each row pointer is computed once for both. On an Intel
/// processor, where scalar additions use the ports of the multiply–adds, this gave a tenth.
final class VectorTwelveRows {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;
  private static final int WIDTH = VectorTiles.WIDTH;

  private VectorTwelveRows() {}

  /// [VectorTiles#run] with twelve rows.
  static void run(
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
    int a8 = aStart + 8 * aStep;
    int a9 = aStart + 9 * aStep;
    int a10 = aStart + 10 * aStep;
    int a11 = aStart + 11 * aStep;
    int c0 = cStart;
    int c1 = cStart + cStep;
    int c2 = cStart + 2 * cStep;
    int c3 = cStart + 3 * cStep;
    int c4 = cStart + 4 * cStep;
    int c5 = cStart + 5 * cStep;
    int c6 = cStart + 6 * cStep;
    int c7 = cStart + 7 * cStep;
    int c8 = cStart + 8 * cStep;
    int c9 = cStart + 9 * cStep;
    int c10 = cStart + 10 * cStep;
    int c11 = cStart + 11 * cStep;
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
      int k = 2 * pair;
      int at = bStart + pair * (2 * WIDTH);
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
      FloatVector x8 = FloatVector.broadcast(SPECIES, a[a8 + k]);
      s8 = x8.fma(left, s8);
      t8 = x8.fma(right, t8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, a[a9 + k]);
      s9 = x9.fma(left, s9);
      t9 = x9.fma(right, t9);
      FloatVector x10 = FloatVector.broadcast(SPECIES, a[a10 + k]);
      s10 = x10.fma(left, s10);
      t10 = x10.fma(right, t10);
      FloatVector x11 = FloatVector.broadcast(SPECIES, a[a11 + k]);
      s11 = x11.fma(left, s11);
      t11 = x11.fma(right, t11);
      FloatVector leftNext = FloatVector.fromArray(SPECIES, b, at + WIDTH);
      FloatVector rightNext = FloatVector.fromArray(SPECIES, b, at + WIDTH + LANES);
      FloatVector y0 = FloatVector.broadcast(SPECIES, a[a0 + k + 1]);
      s0 = y0.fma(leftNext, s0);
      t0 = y0.fma(rightNext, t0);
      FloatVector y1 = FloatVector.broadcast(SPECIES, a[a1 + k + 1]);
      s1 = y1.fma(leftNext, s1);
      t1 = y1.fma(rightNext, t1);
      FloatVector y2 = FloatVector.broadcast(SPECIES, a[a2 + k + 1]);
      s2 = y2.fma(leftNext, s2);
      t2 = y2.fma(rightNext, t2);
      FloatVector y3 = FloatVector.broadcast(SPECIES, a[a3 + k + 1]);
      s3 = y3.fma(leftNext, s3);
      t3 = y3.fma(rightNext, t3);
      FloatVector y4 = FloatVector.broadcast(SPECIES, a[a4 + k + 1]);
      s4 = y4.fma(leftNext, s4);
      t4 = y4.fma(rightNext, t4);
      FloatVector y5 = FloatVector.broadcast(SPECIES, a[a5 + k + 1]);
      s5 = y5.fma(leftNext, s5);
      t5 = y5.fma(rightNext, t5);
      FloatVector y6 = FloatVector.broadcast(SPECIES, a[a6 + k + 1]);
      s6 = y6.fma(leftNext, s6);
      t6 = y6.fma(rightNext, t6);
      FloatVector y7 = FloatVector.broadcast(SPECIES, a[a7 + k + 1]);
      s7 = y7.fma(leftNext, s7);
      t7 = y7.fma(rightNext, t7);
      FloatVector y8 = FloatVector.broadcast(SPECIES, a[a8 + k + 1]);
      s8 = y8.fma(leftNext, s8);
      t8 = y8.fma(rightNext, t8);
      FloatVector y9 = FloatVector.broadcast(SPECIES, a[a9 + k + 1]);
      s9 = y9.fma(leftNext, s9);
      t9 = y9.fma(rightNext, t9);
      FloatVector y10 = FloatVector.broadcast(SPECIES, a[a10 + k + 1]);
      s10 = y10.fma(leftNext, s10);
      t10 = y10.fma(rightNext, t10);
      FloatVector y11 = FloatVector.broadcast(SPECIES, a[a11 + k + 1]);
      s11 = y11.fma(leftNext, s11);
      t11 = y11.fma(rightNext, t11);
    }
    if (depth % 2 == 1) {
      int k = depth - 1;
      int at = bStart + k * WIDTH;
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
      FloatVector x8 = FloatVector.broadcast(SPECIES, a[a8 + k]);
      s8 = x8.fma(left, s8);
      t8 = x8.fma(right, t8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, a[a9 + k]);
      s9 = x9.fma(left, s9);
      t9 = x9.fma(right, t9);
      FloatVector x10 = FloatVector.broadcast(SPECIES, a[a10 + k]);
      s10 = x10.fma(left, s10);
      t10 = x10.fma(right, t10);
      FloatVector x11 = FloatVector.broadcast(SPECIES, a[a11 + k]);
      s11 = x11.fma(left, s11);
      t11 = x11.fma(right, t11);
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
      s8 = FloatVector.fromArray(SPECIES, c, c8).add(s8);
      t8 = FloatVector.fromArray(SPECIES, c, c8 + LANES).add(t8);
      s9 = FloatVector.fromArray(SPECIES, c, c9).add(s9);
      t9 = FloatVector.fromArray(SPECIES, c, c9 + LANES).add(t9);
      s10 = FloatVector.fromArray(SPECIES, c, c10).add(s10);
      t10 = FloatVector.fromArray(SPECIES, c, c10 + LANES).add(t10);
      s11 = FloatVector.fromArray(SPECIES, c, c11).add(s11);
      t11 = FloatVector.fromArray(SPECIES, c, c11 + LANES).add(t11);
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
    s8.intoArray(c, c8);
    t8.intoArray(c, c8 + LANES);
    s9.intoArray(c, c9);
    t9.intoArray(c, c9 + LANES);
    s10.intoArray(c, c10);
    t10.intoArray(c, c10 + LANES);
    s11.intoArray(c, c11);
    t11.intoArray(c, c11 + LANES);
  }
}
