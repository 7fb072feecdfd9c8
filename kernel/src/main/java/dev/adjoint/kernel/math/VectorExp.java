package dev.adjoint.kernel.math;

import static dev.adjoint.kernel.math.FloatMath.BIAS;
import static dev.adjoint.kernel.math.FloatMath.EXP_2;
import static dev.adjoint.kernel.math.FloatMath.EXP_3;
import static dev.adjoint.kernel.math.FloatMath.EXP_4;
import static dev.adjoint.kernel.math.FloatMath.EXP_5;
import static dev.adjoint.kernel.math.FloatMath.EXP_6;
import static dev.adjoint.kernel.math.FloatMath.EXP_LEAST;
import static dev.adjoint.kernel.math.FloatMath.EXP_MOST;
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

/// [FloatMath#exp] on vectors, the loop that most functions with an exponential use.
///
/// Below −104 the result is replaced by 0. To replace the argument, as the definition does, would
/// give the same bits, but a product that underflows takes an Intel processor some 150 cycles, and
/// softmax pads each short row with −∞.
public final class VectorExp {
  /// The number of elements that formulas around an exponential process at a time: a stretch that
  /// stays in the first-level cache between their passes.
  public static final int CHUNK = 1024;

  private VectorExp() {}

  public static void run(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector c = v.blend(EXP_MOST, v.compare(VectorOperators.GT, EXP_MOST));
      FloatVector log2e = FloatVector.broadcast(VectorLanes.FLOATS, LOG2_E);
      FloatVector rounder = FloatVector.broadcast(VectorLanes.FLOATS, ROUNDER);
      FloatVector t = c.fma(log2e, rounder);
      FloatVector k = t.sub(rounder);
      FloatVector r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_HIGH), c);
      r = k.fma(FloatVector.broadcast(VectorLanes.FLOATS, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, EXP_6);
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_5));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_4));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_3));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, EXP_2));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, 1f));
      p = p.fma(r, FloatVector.broadcast(VectorLanes.FLOATS, 1f));
      IntVector exponents = t.reinterpretAsInts().sub(ROUNDER_BITS - 2 * BIAS);
      IntVector half = exponents.lanewise(VectorOperators.ASHR, 1);
      IntVector first = half.lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      IntVector second = exponents.sub(half).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
      FloatVector e = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
      e.blend(0f, v.compare(VectorOperators.LT, EXP_LEAST)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }
}
