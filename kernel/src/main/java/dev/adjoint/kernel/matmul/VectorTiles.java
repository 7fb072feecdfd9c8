package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the F32 matrix product. A tile of c, a few rows high and two vectors
/// wide, stays in registers during the loop over k.
///
/// Each step of k costs two loads of b and, for each row, one broadcast of a and two fused
/// multiply–adds. So the multiply–add units never wait for memory. Twelve rows use 24 accumulators
/// of the 32 registers of AVX-512 and ARM, six use 12 of the 16 registers of AVX2. The code is
/// unrolled by hand because a vector that crosses a method boundary which the compiler does not
/// inline is boxed, and the kernel becomes eight times slower.
public final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  /// The width of a tile in columns.
  public static final int WIDTH = 2 * LANES;

  /// The largest height of a tile: 12 rows where there are 32 vector registers, else 6.
  public static final int HEIGHT = VectorRegisters.COUNT == 32 ? 12 : 6;

  private VectorTiles() {}

  /// Computes a tile of `rows` rows, up to [#HEIGHT].
  ///
  /// Row r of a is `a[aStart + r·aStep + k]`, row k of b begins at `bStart + k·bStep`, row r of c
  /// begins at `cStart + r·cStep`. b and c are read and written for the whole width. The chains
  /// start at +0. If not `first`, their results are added to the values in c.
  public static void run(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int bStep,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    if (rows == 1) {
      one(a, aStart, b, bStart, bStep, depth, c, cStart, first);
    } else if (bStep == WIDTH && rows == 12) {
      VectorTwelveRows.run(a, aStart, aStep, b, bStart, depth, c, cStart, cStep, first);
    } else if (bStep == WIDTH && rows == 8) {
      VectorWholeTiles.eight(a, aStart, aStep, b, bStart, depth, c, cStart, cStep, first);
    } else if (bStep == WIDTH && rows == 6) {
      VectorWholeTiles.six(a, aStart, aStep, b, bStart, depth, c, cStart, cStep, first);
    } else if (bStep == WIDTH && rows == 4) {
      VectorWholeTiles.four(a, aStart, aStep, b, bStart, depth, c, cStart, cStep, first);
    } else if (rows > 6) {
      twelve(a, aStart, aStep, rows, b, bStart, bStep, depth, c, cStart, cStep, first);
    } else {
      six(a, aStart, aStep, rows, b, bStart, bStep, depth, c, cStart, cStep, first);
    }
  }

  /// Missing rows repeat the last row and are not stored.
  private static void twelve(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int bStep,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a0 = aStart;
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    int a4 = aStart + Math.min(4, rows - 1) * aStep;
    int a5 = aStart + Math.min(5, rows - 1) * aStep;
    int a6 = aStart + Math.min(6, rows - 1) * aStep;
    int a7 = aStart + Math.min(7, rows - 1) * aStep;
    int a8 = aStart + Math.min(8, rows - 1) * aStep;
    int a9 = aStart + Math.min(9, rows - 1) * aStep;
    int a10 = aStart + Math.min(10, rows - 1) * aStep;
    int a11 = aStart + Math.min(11, rows - 1) * aStep;
    int c0 = cStart;
    int c1 = cStart + Math.min(1, rows - 1) * cStep;
    int c2 = cStart + Math.min(2, rows - 1) * cStep;
    int c3 = cStart + Math.min(3, rows - 1) * cStep;
    int c4 = cStart + Math.min(4, rows - 1) * cStep;
    int c5 = cStart + Math.min(5, rows - 1) * cStep;
    int c6 = cStart + Math.min(6, rows - 1) * cStep;
    int c7 = cStart + Math.min(7, rows - 1) * cStep;
    int c8 = cStart + Math.min(8, rows - 1) * cStep;
    int c9 = cStart + Math.min(9, rows - 1) * cStep;
    int c10 = cStart + Math.min(10, rows - 1) * cStep;
    int c11 = cStart + Math.min(11, rows - 1) * cStep;
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
      at += bStep;
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
    if (rows > 8) {
      s8.intoArray(c, c8);
      t8.intoArray(c, c8 + LANES);
    }
    if (rows > 9) {
      s9.intoArray(c, c9);
      t9.intoArray(c, c9 + LANES);
    }
    if (rows > 10) {
      s10.intoArray(c, c10);
      t10.intoArray(c, c10 + LANES);
    }
    if (rows > 11) {
      s11.intoArray(c, c11);
      t11.intoArray(c, c11 + LANES);
    }
  }

  /// The same for up to six rows.
  private static void six(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int bStep,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      boolean first) {
    int a0 = aStart;
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    int a4 = aStart + Math.min(4, rows - 1) * aStep;
    int a5 = aStart + Math.min(5, rows - 1) * aStep;
    int c0 = cStart;
    int c1 = cStart + Math.min(1, rows - 1) * cStep;
    int c2 = cStart + Math.min(2, rows - 1) * cStep;
    int c3 = cStart + Math.min(3, rows - 1) * cStep;
    int c4 = cStart + Math.min(4, rows - 1) * cStep;
    int c5 = cStart + Math.min(5, rows - 1) * cStep;
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
      at += bStep;
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
  }

  private static void one(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int bStep,
      int depth,
      float[] c,
      int cStart,
      boolean first) {
    FloatVector s = FloatVector.zero(SPECIES);
    FloatVector t = FloatVector.zero(SPECIES);
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k]);
      s = x.fma(FloatVector.fromArray(SPECIES, b, at), s);
      t = x.fma(FloatVector.fromArray(SPECIES, b, at + LANES), t);
      at += bStep;
    }
    if (!first) {
      s = FloatVector.fromArray(SPECIES, c, cStart).add(s);
      t = FloatVector.fromArray(SPECIES, c, cStart + LANES).add(t);
    }
    s.intoArray(c, cStart);
    t.intoArray(c, cStart + LANES);
  }
}
