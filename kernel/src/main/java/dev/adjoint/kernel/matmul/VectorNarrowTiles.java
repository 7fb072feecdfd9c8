package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of [VectorTiles] that are one vector wide, for a last panel that is at most half full.
/// Without them, a product with 10 columns or 65 would spend much of its time on padding columns.
final class VectorNarrowTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int WIDTH = VectorTiles.WIDTH;

  /// Whether these tiles have the full height: twelve rows need a processor with 32 registers.
  static final boolean AVAILABLE = VectorTiles.HEIGHT == 12;

  private VectorNarrowTiles() {}

  /// Computes the left half of a tile over a panel. The parameters are those of [VectorTiles#run].
  /// Missing rows repeat the last row.
  static void run(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
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
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, at);
      s0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(left, s0);
      s1 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(left, s1);
      s2 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(left, s2);
      s3 = FloatVector.broadcast(SPECIES, a[a3 + k]).fma(left, s3);
      s4 = FloatVector.broadcast(SPECIES, a[a4 + k]).fma(left, s4);
      s5 = FloatVector.broadcast(SPECIES, a[a5 + k]).fma(left, s5);
      s6 = FloatVector.broadcast(SPECIES, a[a6 + k]).fma(left, s6);
      s7 = FloatVector.broadcast(SPECIES, a[a7 + k]).fma(left, s7);
      s8 = FloatVector.broadcast(SPECIES, a[a8 + k]).fma(left, s8);
      s9 = FloatVector.broadcast(SPECIES, a[a9 + k]).fma(left, s9);
      s10 = FloatVector.broadcast(SPECIES, a[a10 + k]).fma(left, s10);
      s11 = FloatVector.broadcast(SPECIES, a[a11 + k]).fma(left, s11);
      at += WIDTH;
    }
    if (!first) {
      s0 = FloatVector.fromArray(SPECIES, c, c0).add(s0);
      s1 = FloatVector.fromArray(SPECIES, c, c1).add(s1);
      s2 = FloatVector.fromArray(SPECIES, c, c2).add(s2);
      s3 = FloatVector.fromArray(SPECIES, c, c3).add(s3);
      s4 = FloatVector.fromArray(SPECIES, c, c4).add(s4);
      s5 = FloatVector.fromArray(SPECIES, c, c5).add(s5);
      s6 = FloatVector.fromArray(SPECIES, c, c6).add(s6);
      s7 = FloatVector.fromArray(SPECIES, c, c7).add(s7);
      s8 = FloatVector.fromArray(SPECIES, c, c8).add(s8);
      s9 = FloatVector.fromArray(SPECIES, c, c9).add(s9);
      s10 = FloatVector.fromArray(SPECIES, c, c10).add(s10);
      s11 = FloatVector.fromArray(SPECIES, c, c11).add(s11);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
    s6.intoArray(c, c6);
    s7.intoArray(c, c7);
    s8.intoArray(c, c8);
    s9.intoArray(c, c9);
    s10.intoArray(c, c10);
    s11.intoArray(c, c11);
  }
}
