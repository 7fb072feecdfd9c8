package dev.adjoint.kernel.math;

import static dev.adjoint.kernel.math.FloatMath.ANGLE_MOST;
import static dev.adjoint.kernel.math.FloatMath.COS_4;
import static dev.adjoint.kernel.math.FloatMath.COS_6;
import static dev.adjoint.kernel.math.FloatMath.COS_8;
import static dev.adjoint.kernel.math.FloatMath.HALF_PI_HIGH;
import static dev.adjoint.kernel.math.FloatMath.HALF_PI_LOW;
import static dev.adjoint.kernel.math.FloatMath.HALF_PI_MIDDLE;
import static dev.adjoint.kernel.math.FloatMath.ROUNDER;
import static dev.adjoint.kernel.math.FloatMath.SIN_3;
import static dev.adjoint.kernel.math.FloatMath.SIN_5;
import static dev.adjoint.kernel.math.FloatMath.SIN_7;
import static dev.adjoint.kernel.math.FloatMath.TWO_OVER_PI;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath#sin] and [FloatMath#cos] on vectors.
///
/// A vector that contains an angle beyond the fast range, or NaN, is computed again element by
/// element.
public final class VectorAngle {
  private VectorAngle() {}

  public static void sin(float[] x, int xo, float[] y, int yo, int n) {
    run(x, xo, 0, Integer.MIN_VALUE, y, yo, n);
  }

  public static void cos(float[] x, int xo, float[] y, int yo, int n) {
    run(x, xo, 1, 0, y, yo, n);
  }

  /// `sin(|x| + quarters·π/2)`. The bits of x that `signBits` selects are XORed into the result.
  private static void run(float[] x, int xo, int quarters, int signBits, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector a = v.abs();
      FloatVector rounder = FloatVector.broadcast(VectorLanes.FLOATS, ROUNDER);
      FloatVector t = a.fma(FloatVector.broadcast(VectorLanes.FLOATS, TWO_OVER_PI), rounder);
      FloatVector turns = t.sub(rounder);
      FloatVector r = turns.fma(FloatVector.broadcast(VectorLanes.FLOATS, -HALF_PI_HIGH), a);
      r = turns.fma(FloatVector.broadcast(VectorLanes.FLOATS, -HALF_PI_MIDDLE), r);
      r = turns.fma(FloatVector.broadcast(VectorLanes.FLOATS, -HALF_PI_LOW), r);
      FloatVector z = r.mul(r);
      FloatVector s = FloatVector.broadcast(VectorLanes.FLOATS, SIN_7);
      s = s.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, SIN_5));
      s = s.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, SIN_3));
      s = s.mul(z).fma(r, r);
      FloatVector c = FloatVector.broadcast(VectorLanes.FLOATS, COS_8);
      c = c.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, COS_6));
      c = c.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, COS_4));
      c = c.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, -0.5f));
      c = c.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, 1f));
      IntVector quadrant = t.reinterpretAsInts().add(quarters);
      VectorMask<Float> odd =
          quadrant.and(1).compare(VectorOperators.NE, 0).cast(VectorLanes.FLOATS);
      IntVector flip = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
      IntVector sign = v.reinterpretAsInts().and(signBits);
      s.blend(c, odd)
          .reinterpretAsInts()
          .lanewise(VectorOperators.XOR, flip)
          .lanewise(VectorOperators.XOR, sign)
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
      if (!a.compare(VectorOperators.LE, ANGLE_MOST).allTrue()) {
        scalar(x, xo + i, quarters, y, yo + i, VectorLanes.COUNT);
      }
    }
    scalar(x, xo + whole, quarters, y, yo + whole, n - whole);
  }

  private static void scalar(float[] x, int xo, int quarters, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = quarters == 0 ? FloatMath.sin(v) : FloatMath.cos(v);
    }
  }
}
