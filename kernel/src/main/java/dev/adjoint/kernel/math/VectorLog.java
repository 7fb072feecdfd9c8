package dev.adjoint.kernel.math;

import static dev.adjoint.kernel.math.FloatMath.LN2_HIGH;
import static dev.adjoint.kernel.math.FloatMath.LN2_LOW;
import static dev.adjoint.kernel.math.FloatMath.LOG_10;
import static dev.adjoint.kernel.math.FloatMath.LOG_3;
import static dev.adjoint.kernel.math.FloatMath.LOG_4;
import static dev.adjoint.kernel.math.FloatMath.LOG_5;
import static dev.adjoint.kernel.math.FloatMath.LOG_6;
import static dev.adjoint.kernel.math.FloatMath.LOG_7;
import static dev.adjoint.kernel.math.FloatMath.LOG_8;
import static dev.adjoint.kernel.math.FloatMath.LOG_9;
import static dev.adjoint.kernel.math.FloatMath.MANTISSA_BITS;
import static dev.adjoint.kernel.math.FloatMath.SUBNORMAL_SCALE;
import static dev.adjoint.kernel.math.FloatMath.TWO_THIRDS_BITS;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath#log] on vectors.
public final class VectorLog {
  private VectorLog() {}

  public static void run(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      VectorMask<Float> subnormal = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
      IntVector k = bits.sub(TWO_THIRDS_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
      IntVector mantissa = bits.sub(k.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
      FloatVector f = mantissa.reinterpretAsFloats().sub(1f);
      FloatVector power = (FloatVector) k.convert(VectorOperators.I2F, 0);
      power = power.blend(power.sub(MANTISSA_BITS), subnormal);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, LOG_10);
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_9));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_8));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_7));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_6));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_5));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_4));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, LOG_3));
      p = p.fma(f, FloatVector.broadcast(VectorLanes.FLOATS, -0.5f));
      p = p.fma(f.mul(f), f);
      p = power.fma(FloatVector.broadcast(VectorLanes.FLOATS, LN2_LOW), p);
      p = power.fma(FloatVector.broadcast(VectorLanes.FLOATS, LN2_HIGH), p);
      p = p.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
      p = p.blend(Float.NaN, v.compare(VectorOperators.LT, 0f));
      v.blend(p, v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }
}
