package dev.adjoint.kernel.math;

import static dev.adjoint.kernel.math.FloatMath.ERFC_1;
import static dev.adjoint.kernel.math.FloatMath.ERFC_2;
import static dev.adjoint.kernel.math.FloatMath.ERFC_3;
import static dev.adjoint.kernel.math.FloatMath.ERFC_4;
import static dev.adjoint.kernel.math.FloatMath.ERFC_5;
import static dev.adjoint.kernel.math.FloatMath.ERFC_6;
import static dev.adjoint.kernel.math.FloatMath.ERFC_7;
import static dev.adjoint.kernel.math.FloatMath.ERFC_8;
import static dev.adjoint.kernel.math.FloatMath.ERF_1;
import static dev.adjoint.kernel.math.FloatMath.ERF_11;
import static dev.adjoint.kernel.math.FloatMath.ERF_13;
import static dev.adjoint.kernel.math.FloatMath.ERF_3;
import static dev.adjoint.kernel.math.FloatMath.ERF_5;
import static dev.adjoint.kernel.math.FloatMath.ERF_7;
import static dev.adjoint.kernel.math.FloatMath.ERF_9;
import static dev.adjoint.kernel.math.FloatMath.ERF_MOST;
import static dev.adjoint.kernel.math.FloatMath.ERF_SMALL;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [FloatMath#erf] on vectors, in three passes as in `VectorActivation`.
public final class VectorErf {
  private VectorErf() {}

  public static void run(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, n - from);
      logErfc(x, xo + from, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      fromExp(x, xo + from, y, yo + from, count);
    }
  }

  private static void logErfc(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector a = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).abs();
      FloatVector c = a.blend(ERF_MOST, a.compare(VectorOperators.GT, ERF_MOST));
      FloatVector q = FloatVector.broadcast(VectorLanes.FLOATS, ERFC_8);
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_7));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_6));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_5));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_4));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_3));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_2));
      q = q.fma(c, FloatVector.broadcast(VectorLanes.FLOATS, ERFC_1));
      q.fma(c, c).neg().intoArray(y, yo + i);
    }
    // The last pass computes the elements that fill no vector from the start.
    for (int i = whole; i < n; i++) {
      y[yo + i] = 0f;
    }
  }

  private static void fromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector a = v.abs();
      FloatVector z = v.mul(v);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, ERF_13);
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_11));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_9));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_7));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_5));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_3));
      p = p.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, ERF_1));
      FloatVector small = p.fma(a, a);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector large = FloatVector.broadcast(VectorLanes.FLOATS, 1f).sub(e);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      large
          .blend(small, a.compare(VectorOperators.LT, ERF_SMALL))
          .reinterpretAsInts()
          .or(sign)
          .reinterpretAsFloats()
          .intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.erf(x[xo + i]);
    }
  }
}
