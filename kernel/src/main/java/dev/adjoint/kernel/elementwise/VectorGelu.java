package dev.adjoint.kernel.elementwise;

import static dev.adjoint.kernel.elementwise.FloatActivation.DENSITY;
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

import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// GELU of [FloatActivation] and its gradient on vectors.
///
/// Each makes three passes over at most [VectorExp#CHUNK] elements: the first writes the argument
/// of the exponential to the output, the second computes the exponential in place, the third
/// computes the rest of the formula.
final class VectorGelu {
  private VectorGelu() {}

  static void gelu(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int from = 0; from < whole; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, whole - from);
      minusHalfSquare(x, xo + from, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      fromExp(x, xo + from, y, yo + from, count);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = FloatActivation.gelu(x[xo + i]);
    }
  }

  /// n is a multiple of the lane count.
  static void gradient(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, n - from);
      minusHalfSquare(x, xo + from, y, yo + from, count);
      VectorExp.run(y, yo + from, y, yo + from, count);
      gradientFromExp(g, go + from, x, xo + from, y, yo + from, count);
    }
  }

  private static void minusHalfSquare(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).abs();
      FloatVector a = v.blend(TAIL_MOST, v.compare(VectorOperators.GT, TAIL_MOST));
      a.mul(a).mul(-0.5f).intoArray(y, yo + i);
    }
  }

  private static void fromExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector size = v.abs();
      FloatVector a = size.blend(TAIL_MOST, size.compare(VectorOperators.GT, TAIL_MOST));
      FloatVector lost = a.fma(a, a.mul(a).neg()).mul(-0.5f);
      e = e.fma(lost, e);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
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
      v.max(-FloatActivation.FAR).mul(part).intoArray(y, yo + i);
    }
  }

  private static void gradientFromExp(
      float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector size = v.abs();
      FloatVector a = size.blend(TAIL_MOST, size.compare(VectorOperators.GT, TAIL_MOST));
      FloatVector lost = a.fma(a, a.mul(a).neg()).mul(-0.5f);
      e = e.fma(lost, e);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
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
      v = v.min(FloatActivation.FAR).max(-FloatActivation.FAR);
      FloatVector slope = v.mul(e).fma(FloatVector.broadcast(VectorLanes.FLOATS, DENSITY), part);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(slope).intoArray(y, yo + i);
    }
  }
}
