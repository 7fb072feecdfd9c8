package dev.adjoint.kernel;

import static dev.adjoint.kernel.FloatMath.LOG1P_10;
import static dev.adjoint.kernel.FloatMath.LOG1P_2;
import static dev.adjoint.kernel.FloatMath.LOG1P_3;
import static dev.adjoint.kernel.FloatMath.LOG1P_4;
import static dev.adjoint.kernel.FloatMath.LOG1P_5;
import static dev.adjoint.kernel.FloatMath.LOG1P_6;
import static dev.adjoint.kernel.FloatMath.LOG1P_7;
import static dev.adjoint.kernel.FloatMath.LOG1P_8;
import static dev.adjoint.kernel.FloatMath.LOG1P_9;
import static dev.adjoint.kernel.FloatMath.TANH_11;
import static dev.adjoint.kernel.FloatMath.TANH_3;
import static dev.adjoint.kernel.FloatMath.TANH_5;
import static dev.adjoint.kernel.FloatMath.TANH_7;
import static dev.adjoint.kernel.FloatMath.TANH_9;
import static dev.adjoint.kernel.FloatMath.TANH_SMALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// tanh, sigmoid and softplus of [FloatMath] on vectors.
///
/// Each is three passes over at most [#CHUNK] elements: the argument of the exponential into the
/// output, the exponential in place, the rest of the formula.
final class VectorActivation {
  static final int CHUNK = 1024;

  private VectorActivation() {}

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += CHUNK) {
      int count = Math.min(CHUNK, n - from);
      scaledSize(x, xo + from, 2f, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      tanhFromExp(x, xo + from, y, yo + from, count);
    }
  }

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += CHUNK) {
      int count = Math.min(CHUNK, n - from);
      scaledSize(x, xo + from, -1f, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      sigmoidFromExp(x, xo + from, y, yo + from, count);
    }
  }

  static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += CHUNK) {
      int count = Math.min(CHUNK, n - from);
      scaledSize(x, xo + from, -1f, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      softplusFromExp(x, xo + from, y, yo + from, count);
    }
  }

  /// `y = factor · |x|`, exact as the factor is a power of two.
  private static void scaledSize(float[] x, int xo, float factor, float[] y, int yo, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).abs().mul(factor).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]) * factor;
    }
  }

  private static void tanhFromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(Lanes.FLOATS, y, yo + i);
      FloatVector one = FloatVector.broadcast(Lanes.FLOATS, 1f);
      FloatVector large = one.sub(FloatVector.broadcast(Lanes.FLOATS, 2f).div(e.add(one)));
      FloatVector a = v.abs();
      FloatVector z = v.mul(v);
      FloatVector p = FloatVector.broadcast(Lanes.FLOATS, TANH_11);
      p = p.fma(z, FloatVector.broadcast(Lanes.FLOATS, TANH_9));
      p = p.fma(z, FloatVector.broadcast(Lanes.FLOATS, TANH_7));
      p = p.fma(z, FloatVector.broadcast(Lanes.FLOATS, TANH_5));
      p = p.fma(z, FloatVector.broadcast(Lanes.FLOATS, TANH_3));
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

  private static void sigmoidFromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(Lanes.FLOATS, y, yo + i);
      FloatVector one = FloatVector.broadcast(Lanes.FLOATS, 1f);
      FloatVector s = e.div(one.add(e));
      FloatVector b = one.blend(e, v.compare(VectorOperators.LT, 0f));
      b.neg().fma(s, b).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.sigmoid(x[xo + i]);
    }
  }

  private static void softplusFromExp(float[] x, int xo, float[] y, int yo, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(Lanes.FLOATS, y, yo + i);
      FloatVector p = FloatVector.broadcast(Lanes.FLOATS, LOG1P_10);
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_9));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_8));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_7));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_6));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_5));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_4));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_3));
      p = p.fma(e, FloatVector.broadcast(Lanes.FLOATS, LOG1P_2));
      FloatVector zero = FloatVector.zero(Lanes.FLOATS);
      zero.blend(v, v.compare(VectorOperators.GT, 0f)).add(p.fma(e.mul(e), e)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i]);
    }
  }
}
