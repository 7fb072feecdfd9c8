package dev.adjoint.kernel.math;

import static dev.adjoint.kernel.math.FloatMath.BIAS;
import static dev.adjoint.kernel.math.FloatMath.EXP_2;
import static dev.adjoint.kernel.math.FloatMath.EXP_3;
import static dev.adjoint.kernel.math.FloatMath.EXP_4;
import static dev.adjoint.kernel.math.FloatMath.EXP_5;
import static dev.adjoint.kernel.math.FloatMath.EXP_6;
import static dev.adjoint.kernel.math.FloatMath.LN2_HIGH;
import static dev.adjoint.kernel.math.FloatMath.LN2_LOW;
import static dev.adjoint.kernel.math.FloatMath.LOG2_E;
import static dev.adjoint.kernel.math.FloatMath.MANTISSA_BITS;
import static dev.adjoint.kernel.math.FloatMath.ROUNDER;
import static dev.adjoint.kernel.math.FloatMath.ROUNDER_BITS;
import static dev.adjoint.kernel.math.FloatMath.TANH_11;
import static dev.adjoint.kernel.math.FloatMath.TANH_3;
import static dev.adjoint.kernel.math.FloatMath.TANH_5;
import static dev.adjoint.kernel.math.FloatMath.TANH_7;
import static dev.adjoint.kernel.math.FloatMath.TANH_9;
import static dev.adjoint.kernel.math.FloatMath.TANH_SMALL;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath#tanh] on vectors, in one pass, so that the processor reads and computes at the same
/// time.
///
/// The exponential is that of [FloatMath#exp] without the steps that only other arguments need: its
/// argument is from 0 to [#MOST], so the power of two is a normal number and one multiplication
/// gives the same bits as two.
public final class VectorTanh {
  /// tanh is 1 from 10 on, so a larger `2x` may be replaced by this one.
  private static final float MOST = 40f;

  private VectorTanh() {}

  public static void run(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector a = v.abs();
      FloatVector twice = a.add(a);
      FloatVector c = twice.blend(MOST, twice.compare(VectorOperators.GT, MOST));
      FloatVector log2e = FloatVector.broadcast(VectorLanes.FLOATS, LOG2_E);
      FloatVector rounder = FloatVector.broadcast(VectorLanes.FLOATS, ROUNDER);
      FloatVector t = c.fma(log2e, rounder);
      FloatVector k = t.sub(rounder);
      FloatVector r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_HIGH), c);
      r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_LOW), r);
      FloatVector q = FloatVector.broadcast(VectorLanes.FLOATS, EXP_6);
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_5));
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_4));
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_3));
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_2));
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, 1f));
      q = q.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, 1f));
      IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS - BIAS);
      IntVector power = exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      FloatVector e = q.mul(power.reinterpretAsFloats());
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector large = one.sub(FloatVector.broadcast(VectorLanes.FLOATS, 2f).div(e.add(one)));
      FloatVector z = v.mul(v);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, TANH_11);
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, TANH_9));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, TANH_7));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, TANH_5));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, TANH_3));
      FloatVector small = p.mul(z).fma(a, a);
      VectorMask<Float> isSmall = a.compare(VectorOperators.LT, TANH_SMALL);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      large
          .blend(small, isSmall)
          .reinterpretAsInts()
          .or(sign)
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }
}
