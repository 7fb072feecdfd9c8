package dev.adjoint.kernel.elementwise;

import static dev.adjoint.kernel.elementwise.FloatActivation.DENSITY;
import static dev.adjoint.kernel.elementwise.FloatActivation.FAR;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_0;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_1;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_2;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_3;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_4;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_5;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_6;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_7;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_8;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_9;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_MOST;
import static dev.adjoint.kernel.elementwise.FloatActivation.TAIL_SHIFT;
import static dev.adjoint.kernel.math.FloatMath.BIAS;
import static dev.adjoint.kernel.math.FloatMath.EXP_2;
import static dev.adjoint.kernel.math.FloatMath.EXP_3;
import static dev.adjoint.kernel.math.FloatMath.EXP_4;
import static dev.adjoint.kernel.math.FloatMath.EXP_5;
import static dev.adjoint.kernel.math.FloatMath.EXP_6;
import static dev.adjoint.kernel.math.FloatMath.EXP_LEAST;
import static dev.adjoint.kernel.math.FloatMath.LN2_HIGH;
import static dev.adjoint.kernel.math.FloatMath.LN2_LOW;
import static dev.adjoint.kernel.math.FloatMath.LOG2_E;
import static dev.adjoint.kernel.math.FloatMath.MANTISSA_BITS;
import static dev.adjoint.kernel.math.FloatMath.ROUNDER;
import static dev.adjoint.kernel.math.FloatMath.ROUNDER_BITS;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// GELU of [FloatActivation] and its gradient on vectors.
///
/// Each makes one pass, so that the processor reads and computes at the same time. The exponential
/// is that of `VectorExp` without the upper bound, because its argument is at most 0.
final class VectorGelu {
  private VectorGelu() {}

  static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector size = v.abs();
      FloatVector a = size.blend(TAIL_MOST, size.compare(VectorOperators.GT, TAIL_MOST));
      FloatVector square = a.mul(a);
      FloatVector w = square.mul(-0.5f);
      FloatVector rounder = FloatVector.broadcast(VectorLanes.FLOATS, ROUNDER);
      FloatVector s = w.fma(FloatVector.broadcast(VectorLanes.FLOATS, LOG2_E), rounder);
      FloatVector k = s.sub(rounder);
      FloatVector r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_HIGH), w);
      r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_LOW), r);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, EXP_6);
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_5));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_4));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_3));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_2));
      p = p.fma(r, one);
      p = p.fma(r, one);
      IntVector exponents = s.reinterpretAsInts().sub(ROUNDER_BITS - 2 * BIAS);
      IntVector half = exponents.lanewise(VectorOperators.ASHR, 1);
      IntVector first = half.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      IntVector second = exponents.sub(half).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      FloatVector e = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
      e = e.blend(0f, w.compare(VectorOperators.LT, EXP_LEAST));
      e = e.fma(a.fma(a, square.neg()).mul(-0.5f), e);
      FloatVector u = one.div(a.add(TAIL_SHIFT));
      FloatVector t = a.sub(TAIL_SHIFT).mul(u);
      FloatVector q = FloatVector.broadcast(VectorLanes.FLOATS, TAIL_9);
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_8));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_7));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_6));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_5));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_4));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_3));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_2));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_1));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_0));
      FloatVector below = e.mul(q.mul(u));
      FloatVector part = one.sub(below).blend(below, v.compare(VectorOperators.LT, 0f));
      FloatVector gated = v.blend(-FAR, v.compare(VectorOperators.LT, -FAR));
      gated.mul(part).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatActivation.gelu(x[xo + i]);
    }
  }

  /// n is a multiple of the lane count.
  static void gradient(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector size = v.abs();
      FloatVector a = size.blend(TAIL_MOST, size.compare(VectorOperators.GT, TAIL_MOST));
      FloatVector square = a.mul(a);
      FloatVector w = square.mul(-0.5f);
      FloatVector rounder = FloatVector.broadcast(VectorLanes.FLOATS, ROUNDER);
      FloatVector s = w.fma(FloatVector.broadcast(VectorLanes.FLOATS, LOG2_E), rounder);
      FloatVector k = s.sub(rounder);
      FloatVector r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_HIGH), w);
      r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_LOW), r);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, EXP_6);
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_5));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_4));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_3));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_2));
      p = p.fma(r, one);
      p = p.fma(r, one);
      IntVector exponents = s.reinterpretAsInts().sub(ROUNDER_BITS - 2 * BIAS);
      IntVector half = exponents.lanewise(VectorOperators.ASHR, 1);
      IntVector first = half.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      IntVector second = exponents.sub(half).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      FloatVector e = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
      e = e.blend(0f, w.compare(VectorOperators.LT, EXP_LEAST));
      e = e.fma(a.fma(a, square.neg()).mul(-0.5f), e);
      FloatVector u = one.div(a.add(TAIL_SHIFT));
      FloatVector t = a.sub(TAIL_SHIFT).mul(u);
      FloatVector q = FloatVector.broadcast(VectorLanes.FLOATS, TAIL_9);
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_8));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_7));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_6));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_5));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_4));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_3));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_2));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_1));
      q = q.fma(t, FloatVector.broadcast(VectorLanes.FLOATS, TAIL_0));
      FloatVector below = e.mul(q.mul(u));
      FloatVector part = one.sub(below).blend(below, v.compare(VectorOperators.LT, 0f));
      v = v.blend(FAR, v.compare(VectorOperators.GT, FAR));
      v = v.blend(-FAR, v.compare(VectorOperators.LT, -FAR));
      FloatVector slope = v.mul(e).fma(FloatVector.broadcast(VectorLanes.FLOATS, DENSITY), part);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(slope).intoArray(y, yo + i);
    }
  }
}
