package dev.adjoint.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Transposes a square as wide as a vector, in registers.
///
/// The distance h is halved from half the width down to 1. In each step, rows i and i + h exchange
/// the two off-diagonal squares of h×h. After the last step the square is transposed. It takes a
/// fifth of the time of a transpose with single elements. The code is unrolled by hand because a
/// vector must not cross a method boundary, see `VectorTiles`.
public final class VectorTranspose {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  /// The lanes of two rows h apart that form the new first row (`LOW_h`) and the new second row
  /// (`HIGH_h`).
  public static final FloatVector LOW_8 = low(8);

  public static final FloatVector HIGH_8 = high(8);
  public static final FloatVector LOW_4 = low(4);
  public static final FloatVector HIGH_4 = high(4);
  public static final FloatVector LOW_2 = low(2);
  public static final FloatVector HIGH_2 = high(2);
  public static final FloatVector LOW_1 = low(1);
  public static final FloatVector HIGH_1 = high(1);

  /// Whether the transpose is available for this vector width.
  public static final boolean AVAILABLE = LANES == 16 || LANES == 8 || LANES == 4;

  private VectorTranspose() {}

  /// `y[to + q·yStep + p] = x[from + p·xStep + q]` for p and q below the number of lanes.
  public static void run(float[] x, int from, int xStep, float[] y, int to, int yStep) {
    switch (LANES) {
      case 16 -> sixteen(x, from, xStep, y, to, yStep);
      case 8 -> eight(x, from, xStep, y, to, yStep);
      default -> four(x, from, xStep, y, to, yStep);
    }
  }

  /// The lanes of rows i and i + h, counted through, that form the new row i.
  private static FloatVector low(int h) {
    float[] lanes = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & h) == 0 ? lane : LANES + lane - h;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  /// The lanes of rows i and i + h, counted through, that form the new row i + h.
  private static FloatVector high(int h) {
    float[] lanes = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & h) == 0 ? lane + h : LANES + lane;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  private static void sixteen(float[] x, int from, int xStep, float[] y, int to, int yStep) {
    FloatVector r0 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector r1 = FloatVector.fromArray(SPECIES, x, from + xStep);
    FloatVector r2 = FloatVector.fromArray(SPECIES, x, from + 2 * xStep);
    FloatVector r3 = FloatVector.fromArray(SPECIES, x, from + 3 * xStep);
    FloatVector r4 = FloatVector.fromArray(SPECIES, x, from + 4 * xStep);
    FloatVector r5 = FloatVector.fromArray(SPECIES, x, from + 5 * xStep);
    FloatVector r6 = FloatVector.fromArray(SPECIES, x, from + 6 * xStep);
    FloatVector r7 = FloatVector.fromArray(SPECIES, x, from + 7 * xStep);
    FloatVector r8 = FloatVector.fromArray(SPECIES, x, from + 8 * xStep);
    FloatVector r9 = FloatVector.fromArray(SPECIES, x, from + 9 * xStep);
    FloatVector r10 = FloatVector.fromArray(SPECIES, x, from + 10 * xStep);
    FloatVector r11 = FloatVector.fromArray(SPECIES, x, from + 11 * xStep);
    FloatVector r12 = FloatVector.fromArray(SPECIES, x, from + 12 * xStep);
    FloatVector r13 = FloatVector.fromArray(SPECIES, x, from + 13 * xStep);
    FloatVector r14 = FloatVector.fromArray(SPECIES, x, from + 14 * xStep);
    FloatVector r15 = FloatVector.fromArray(SPECIES, x, from + 15 * xStep);
    FloatVector s0 = LOW_8.selectFrom(r0, r8);
    FloatVector s8 = HIGH_8.selectFrom(r0, r8);
    FloatVector s1 = LOW_8.selectFrom(r1, r9);
    FloatVector s9 = HIGH_8.selectFrom(r1, r9);
    FloatVector s2 = LOW_8.selectFrom(r2, r10);
    FloatVector s10 = HIGH_8.selectFrom(r2, r10);
    FloatVector s3 = LOW_8.selectFrom(r3, r11);
    FloatVector s11 = HIGH_8.selectFrom(r3, r11);
    FloatVector s4 = LOW_8.selectFrom(r4, r12);
    FloatVector s12 = HIGH_8.selectFrom(r4, r12);
    FloatVector s5 = LOW_8.selectFrom(r5, r13);
    FloatVector s13 = HIGH_8.selectFrom(r5, r13);
    FloatVector s6 = LOW_8.selectFrom(r6, r14);
    FloatVector s14 = HIGH_8.selectFrom(r6, r14);
    FloatVector s7 = LOW_8.selectFrom(r7, r15);
    FloatVector s15 = HIGH_8.selectFrom(r7, r15);
    FloatVector t0 = LOW_4.selectFrom(s0, s4);
    FloatVector t4 = HIGH_4.selectFrom(s0, s4);
    FloatVector t1 = LOW_4.selectFrom(s1, s5);
    FloatVector t5 = HIGH_4.selectFrom(s1, s5);
    FloatVector t2 = LOW_4.selectFrom(s2, s6);
    FloatVector t6 = HIGH_4.selectFrom(s2, s6);
    FloatVector t3 = LOW_4.selectFrom(s3, s7);
    FloatVector t7 = HIGH_4.selectFrom(s3, s7);
    FloatVector t8 = LOW_4.selectFrom(s8, s12);
    FloatVector t12 = HIGH_4.selectFrom(s8, s12);
    FloatVector t9 = LOW_4.selectFrom(s9, s13);
    FloatVector t13 = HIGH_4.selectFrom(s9, s13);
    FloatVector t10 = LOW_4.selectFrom(s10, s14);
    FloatVector t14 = HIGH_4.selectFrom(s10, s14);
    FloatVector t11 = LOW_4.selectFrom(s11, s15);
    FloatVector t15 = HIGH_4.selectFrom(s11, s15);
    FloatVector u0 = LOW_2.selectFrom(t0, t2);
    FloatVector u2 = HIGH_2.selectFrom(t0, t2);
    FloatVector u1 = LOW_2.selectFrom(t1, t3);
    FloatVector u3 = HIGH_2.selectFrom(t1, t3);
    FloatVector u4 = LOW_2.selectFrom(t4, t6);
    FloatVector u6 = HIGH_2.selectFrom(t4, t6);
    FloatVector u5 = LOW_2.selectFrom(t5, t7);
    FloatVector u7 = HIGH_2.selectFrom(t5, t7);
    FloatVector u8 = LOW_2.selectFrom(t8, t10);
    FloatVector u10 = HIGH_2.selectFrom(t8, t10);
    FloatVector u9 = LOW_2.selectFrom(t9, t11);
    FloatVector u11 = HIGH_2.selectFrom(t9, t11);
    FloatVector u12 = LOW_2.selectFrom(t12, t14);
    FloatVector u14 = HIGH_2.selectFrom(t12, t14);
    FloatVector u13 = LOW_2.selectFrom(t13, t15);
    FloatVector u15 = HIGH_2.selectFrom(t13, t15);
    FloatVector v0 = LOW_1.selectFrom(u0, u1);
    FloatVector v1 = HIGH_1.selectFrom(u0, u1);
    FloatVector v2 = LOW_1.selectFrom(u2, u3);
    FloatVector v3 = HIGH_1.selectFrom(u2, u3);
    FloatVector v4 = LOW_1.selectFrom(u4, u5);
    FloatVector v5 = HIGH_1.selectFrom(u4, u5);
    FloatVector v6 = LOW_1.selectFrom(u6, u7);
    FloatVector v7 = HIGH_1.selectFrom(u6, u7);
    FloatVector v8 = LOW_1.selectFrom(u8, u9);
    FloatVector v9 = HIGH_1.selectFrom(u8, u9);
    FloatVector v10 = LOW_1.selectFrom(u10, u11);
    FloatVector v11 = HIGH_1.selectFrom(u10, u11);
    FloatVector v12 = LOW_1.selectFrom(u12, u13);
    FloatVector v13 = HIGH_1.selectFrom(u12, u13);
    FloatVector v14 = LOW_1.selectFrom(u14, u15);
    FloatVector v15 = HIGH_1.selectFrom(u14, u15);
    v0.intoArray(y, to);
    v1.intoArray(y, to + yStep);
    v2.intoArray(y, to + 2 * yStep);
    v3.intoArray(y, to + 3 * yStep);
    v4.intoArray(y, to + 4 * yStep);
    v5.intoArray(y, to + 5 * yStep);
    v6.intoArray(y, to + 6 * yStep);
    v7.intoArray(y, to + 7 * yStep);
    v8.intoArray(y, to + 8 * yStep);
    v9.intoArray(y, to + 9 * yStep);
    v10.intoArray(y, to + 10 * yStep);
    v11.intoArray(y, to + 11 * yStep);
    v12.intoArray(y, to + 12 * yStep);
    v13.intoArray(y, to + 13 * yStep);
    v14.intoArray(y, to + 14 * yStep);
    v15.intoArray(y, to + 15 * yStep);
  }

  private static void eight(float[] x, int from, int xStep, float[] y, int to, int yStep) {
    FloatVector r0 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector r1 = FloatVector.fromArray(SPECIES, x, from + xStep);
    FloatVector r2 = FloatVector.fromArray(SPECIES, x, from + 2 * xStep);
    FloatVector r3 = FloatVector.fromArray(SPECIES, x, from + 3 * xStep);
    FloatVector r4 = FloatVector.fromArray(SPECIES, x, from + 4 * xStep);
    FloatVector r5 = FloatVector.fromArray(SPECIES, x, from + 5 * xStep);
    FloatVector r6 = FloatVector.fromArray(SPECIES, x, from + 6 * xStep);
    FloatVector r7 = FloatVector.fromArray(SPECIES, x, from + 7 * xStep);
    FloatVector s0 = LOW_4.selectFrom(r0, r4);
    FloatVector s4 = HIGH_4.selectFrom(r0, r4);
    FloatVector s1 = LOW_4.selectFrom(r1, r5);
    FloatVector s5 = HIGH_4.selectFrom(r1, r5);
    FloatVector s2 = LOW_4.selectFrom(r2, r6);
    FloatVector s6 = HIGH_4.selectFrom(r2, r6);
    FloatVector s3 = LOW_4.selectFrom(r3, r7);
    FloatVector s7 = HIGH_4.selectFrom(r3, r7);
    FloatVector t0 = LOW_2.selectFrom(s0, s2);
    FloatVector t2 = HIGH_2.selectFrom(s0, s2);
    FloatVector t1 = LOW_2.selectFrom(s1, s3);
    FloatVector t3 = HIGH_2.selectFrom(s1, s3);
    FloatVector t4 = LOW_2.selectFrom(s4, s6);
    FloatVector t6 = HIGH_2.selectFrom(s4, s6);
    FloatVector t5 = LOW_2.selectFrom(s5, s7);
    FloatVector t7 = HIGH_2.selectFrom(s5, s7);
    FloatVector u0 = LOW_1.selectFrom(t0, t1);
    FloatVector u1 = HIGH_1.selectFrom(t0, t1);
    FloatVector u2 = LOW_1.selectFrom(t2, t3);
    FloatVector u3 = HIGH_1.selectFrom(t2, t3);
    FloatVector u4 = LOW_1.selectFrom(t4, t5);
    FloatVector u5 = HIGH_1.selectFrom(t4, t5);
    FloatVector u6 = LOW_1.selectFrom(t6, t7);
    FloatVector u7 = HIGH_1.selectFrom(t6, t7);
    u0.intoArray(y, to);
    u1.intoArray(y, to + yStep);
    u2.intoArray(y, to + 2 * yStep);
    u3.intoArray(y, to + 3 * yStep);
    u4.intoArray(y, to + 4 * yStep);
    u5.intoArray(y, to + 5 * yStep);
    u6.intoArray(y, to + 6 * yStep);
    u7.intoArray(y, to + 7 * yStep);
  }

  private static void four(float[] x, int from, int xStep, float[] y, int to, int yStep) {
    FloatVector r0 = FloatVector.fromArray(SPECIES, x, from);
    FloatVector r1 = FloatVector.fromArray(SPECIES, x, from + xStep);
    FloatVector r2 = FloatVector.fromArray(SPECIES, x, from + 2 * xStep);
    FloatVector r3 = FloatVector.fromArray(SPECIES, x, from + 3 * xStep);
    FloatVector s0 = LOW_2.selectFrom(r0, r2);
    FloatVector s2 = HIGH_2.selectFrom(r0, r2);
    FloatVector s1 = LOW_2.selectFrom(r1, r3);
    FloatVector s3 = HIGH_2.selectFrom(r1, r3);
    FloatVector t0 = LOW_1.selectFrom(s0, s1);
    FloatVector t1 = HIGH_1.selectFrom(s0, s1);
    FloatVector t2 = LOW_1.selectFrom(s2, s3);
    FloatVector t3 = HIGH_1.selectFrom(s2, s3);
    t0.intoArray(y, to);
    t1.intoArray(y, to + yStep);
    t2.intoArray(y, to + 2 * yStep);
    t3.intoArray(y, to + 3 * yStep);
  }
}
