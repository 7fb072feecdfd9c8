package dev.adjoint.kernel.elementwise;

import static dev.adjoint.kernel.math.FloatMath.LOG1P_10;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_2;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_3;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_4;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_5;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_6;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_7;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_8;
import static dev.adjoint.kernel.math.FloatMath.LOG1P_9;

import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Sigmoid and softplus of [FloatMath] on vectors.
///
/// Each makes three passes over at most [VectorExp#CHUNK] elements: the first writes the argument
/// of the exponential to the output, the second computes the exponential in place, the third
/// computes the rest of the formula.
final class VectorActivation {
  private VectorActivation() {}

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, n - from);
      minusSize(x, xo + from, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      sigmoidFromExp(x, xo + from, y, yo + from, count);
    }
  }

  static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, n - from);
      minusSize(x, xo + from, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      softplusFromExp(x, xo + from, y, yo + from, count);
    }
  }

  /// `y = −|x|`.
  private static void minusSize(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).abs().neg().intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = -Math.abs(x[xo + i]);
    }
  }

  private static void sigmoidFromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector s = e.div(one.add(e));
      FloatVector b = one.blend(e, v.compare(VectorOperators.LT, 0f));
      b.neg().fma(s, b).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.sigmoid(x[xo + i]);
    }
  }

  private static void softplusFromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector p = FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_10);
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_9));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_8));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_7));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_6));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_5));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_4));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_3));
      p = p.fma(e, FloatVector.broadcast(VectorLanes.FLOATS, LOG1P_2));
      FloatVector zero = FloatVector.zero(VectorLanes.FLOATS);
      zero.blend(v, v.compare(VectorOperators.GT, 0f)).add(p.fma(e.mul(e), e)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i]);
    }
  }
}
