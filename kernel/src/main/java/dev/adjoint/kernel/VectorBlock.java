package dev.adjoint.kernel;

import jdk.incubator.vector.FloatVector;

/// The products of [VectorAttention]: four rows of c, whole vectors wide, in registers.
///
/// `c[r, j] (+)= Σₖ a[r, k] · b[k, j]`, one chain of fused multiply–adds in the order of k, from +0
/// or from what c holds. Where there are fewer than four rows the last one is repeated, so c has
/// room for four.
final class VectorBlock {
  static final int ROWS = 4;

  private VectorBlock() {}

  /// @param rows how many rows of a there are, 1 to 4
  /// @param columns of b and c, a multiple of the lanes
  /// @param more whether the chains go on from what c holds
  static void product(
      float[] a,
      int ao,
      int aRow,
      int aStep,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int co,
      int cRow,
      int rows,
      int columns,
      int n,
      boolean more) {
    int a1 = ao + Math.min(1, rows - 1) * aRow;
    int a2 = ao + Math.min(2, rows - 1) * aRow;
    int a3 = ao + Math.min(3, rows - 1) * aRow;
    int j = 0;
    for (; j <= columns - 2 * Lanes.COUNT; j += 2 * Lanes.COUNT) {
      two(a, ao, a1, a2, a3, aStep, b, bo + j, bRow, c, co + j, cRow, n, more);
    }
    if (j < columns) {
      one(a, ao, a1, a2, a3, aStep, b, bo + j, bRow, c, co + j, cRow, n, more);
    }
  }

  private static void two(
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int co,
      int cRow,
      int n,
      boolean more) {
    FloatVector c00 = FloatVector.zero(Lanes.FLOATS);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    int c1 = co + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    if (more) {
      c00 = FloatVector.fromArray(Lanes.FLOATS, c, co);
      c01 = FloatVector.fromArray(Lanes.FLOATS, c, co + Lanes.COUNT);
      c10 = FloatVector.fromArray(Lanes.FLOATS, c, c1);
      c11 = FloatVector.fromArray(Lanes.FLOATS, c, c1 + Lanes.COUNT);
      c20 = FloatVector.fromArray(Lanes.FLOATS, c, c2);
      c21 = FloatVector.fromArray(Lanes.FLOATS, c, c2 + Lanes.COUNT);
      c30 = FloatVector.fromArray(Lanes.FLOATS, c, c3);
      c31 = FloatVector.fromArray(Lanes.FLOATS, c, c3 + Lanes.COUNT);
    }
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, b, bo + k * bRow);
      FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, b, bo + k * bRow + Lanes.COUNT);
      FloatVector f = FloatVector.broadcast(Lanes.FLOATS, a[a0 + k * aStep]);
      c00 = f.fma(b0, c00);
      c01 = f.fma(b1, c01);
      f = FloatVector.broadcast(Lanes.FLOATS, a[a1 + k * aStep]);
      c10 = f.fma(b0, c10);
      c11 = f.fma(b1, c11);
      f = FloatVector.broadcast(Lanes.FLOATS, a[a2 + k * aStep]);
      c20 = f.fma(b0, c20);
      c21 = f.fma(b1, c21);
      f = FloatVector.broadcast(Lanes.FLOATS, a[a3 + k * aStep]);
      c30 = f.fma(b0, c30);
      c31 = f.fma(b1, c31);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + Lanes.COUNT);
    c10.intoArray(c, c1);
    c11.intoArray(c, c1 + Lanes.COUNT);
    c20.intoArray(c, c2);
    c21.intoArray(c, c2 + Lanes.COUNT);
    c30.intoArray(c, c3);
    c31.intoArray(c, c3 + Lanes.COUNT);
  }

  private static void one(
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int aStep,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int co,
      int cRow,
      int n,
      boolean more) {
    FloatVector c0 = FloatVector.zero(Lanes.FLOATS);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    if (more) {
      c0 = FloatVector.fromArray(Lanes.FLOATS, c, co);
      c1 = FloatVector.fromArray(Lanes.FLOATS, c, co + cRow);
      c2 = FloatVector.fromArray(Lanes.FLOATS, c, co + 2 * cRow);
      c3 = FloatVector.fromArray(Lanes.FLOATS, c, co + 3 * cRow);
    }
    for (int k = 0; k < n; k++) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, b, bo + k * bRow);
      c0 = FloatVector.broadcast(Lanes.FLOATS, a[a0 + k * aStep]).fma(v, c0);
      c1 = FloatVector.broadcast(Lanes.FLOATS, a[a1 + k * aStep]).fma(v, c1);
      c2 = FloatVector.broadcast(Lanes.FLOATS, a[a2 + k * aStep]).fma(v, c2);
      c3 = FloatVector.broadcast(Lanes.FLOATS, a[a3 + k * aStep]).fma(v, c3);
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + cRow);
    c2.intoArray(c, co + 2 * cRow);
    c3.intoArray(c, co + 3 * cRow);
  }
}
