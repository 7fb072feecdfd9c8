package dev.adjoint.kernel;

import static dev.adjoint.kernel.FloatMath.BIAS;
import static dev.adjoint.kernel.FloatMath.EXP_2;
import static dev.adjoint.kernel.FloatMath.EXP_3;
import static dev.adjoint.kernel.FloatMath.EXP_4;
import static dev.adjoint.kernel.FloatMath.EXP_5;
import static dev.adjoint.kernel.FloatMath.EXP_6;
import static dev.adjoint.kernel.FloatMath.EXP_LEAST;
import static dev.adjoint.kernel.FloatMath.EXP_MOST;
import static dev.adjoint.kernel.FloatMath.LN2_HIGH;
import static dev.adjoint.kernel.FloatMath.LN2_LOW;
import static dev.adjoint.kernel.FloatMath.LOG2_E;
import static dev.adjoint.kernel.FloatMath.MANTISSA_BITS;
import static dev.adjoint.kernel.FloatMath.ROUNDER;
import static dev.adjoint.kernel.FloatMath.ROUNDER_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath#exp] on vectors, the one loop behind all functions that contain an exponential.
final class VectorExp {
  private VectorExp() {}

  static void run(float[] x, int xo, float[] y, int yo, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xo + i);
      FloatVector most = v.blend(EXP_MOST, v.compare(VectorOperators.GT, EXP_MOST));
      FloatVector c = most.blend(EXP_LEAST, most.compare(VectorOperators.LT, EXP_LEAST));
      FloatVector log2e = FloatVector.broadcast(Lanes.FLOATS, LOG2_E);
      FloatVector rounder = FloatVector.broadcast(Lanes.FLOATS, ROUNDER);
      FloatVector t = c.fma(log2e, rounder);
      FloatVector k = t.sub(rounder);
      FloatVector r = k.fma(FloatVector.broadcast(Lanes.FLOATS, -LN2_HIGH), c);
      r = k.fma(FloatVector.broadcast(Lanes.FLOATS, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(Lanes.FLOATS, EXP_6);
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, EXP_5));
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, EXP_4));
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, EXP_3));
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, EXP_2));
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f));
      p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f));
      IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector first = half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      IntVector second = exponent.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats()).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }
}
