package dev.adjoint.kernel.elementwise;

import static dev.adjoint.kernel.elementwise.FloatActivation.TANH_1;
import static dev.adjoint.kernel.elementwise.FloatActivation.TANH_SLOPE;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.math.VectorTanh;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The derivatives of [FloatActivation] on vectors, in chunks as in [VectorGate]; g is the incoming
/// gradient, x the input, which is limited to [FloatActivation#FAR].
final class VectorGateGradient {
  private VectorGateGradient() {}

  /// n is a multiple of the lane count.
  static void run(Binary f, float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int from = 0; from < n; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, n - from);
      vectors(f, g, go + from, x, xo + from, y, yo + from, count);
    }
  }

  private static void vectors(
      Binary f, float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case SILU_GRADIENT -> {
        VectorActivation.sigmoid(x, xo, y, yo, n);
        silu(g, go, x, xo, y, yo, n);
      }
      case GELU_TANH_GRADIENT -> {
        float[] w = Scratch.borrow(n);
        VectorGate.tanhArgument(x, xo, w, 0, n);
        VectorActivation.sigmoid(w, 0, y, yo, n);
        Scratch.giveBack(w);
        geluTanh(g, go, x, xo, y, yo, n);
      }
      case MISH_GRADIENT -> {
        VectorGate.minusSize(x, xo, y, yo, n);
        VectorExp.run(y, yo, y, yo, n);
        mish(g, go, x, xo, y, yo, n);
      }
      case SOFTPLUS_GRADIENT -> {
        VectorActivation.sigmoid(x, xo, y, yo, n);
        VectorPair.run(Binary.MULTIPLY, g, go, y, yo, y, yo, n);
      }
      case LOG_SIGMOID_GRADIENT -> {
        float[] w = Scratch.borrow(n);
        VectorGate.negate(x, xo, w, 0, n);
        VectorActivation.sigmoid(w, 0, y, yo, n);
        Scratch.giveBack(w);
        VectorPair.run(Binary.MULTIPLY, g, go, y, yo, y, yo, n);
      }
      case TANHSHRINK_GRADIENT -> {
        VectorTanh.run(x, xo, y, yo, n);
        bySquare(g, go, y, yo, n);
      }
      case SOFTSIGN_GRADIENT -> softsign(g, go, x, xo, y, yo, n);
      case RELU6_GRADIENT -> relu6(g, go, x, xo, y, yo, n);
      case HARDSIGMOID_GRADIENT -> hardsigmoid(g, go, x, xo, y, yo, n);
      case HARDSWISH_GRADIENT -> hardswish(g, go, x, xo, y, yo, n);
      default -> throw new IllegalStateException("no loop for " + f);
    }
  }

  private static void silu(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v = v.min(FloatActivation.FAR).max(-FloatActivation.FAR);
      FloatVector s = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector rest = FloatVector.broadcast(VectorLanes.FLOATS, 1f).sub(s);
      FloatVector slope = v.mul(s).fma(rest, s);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(slope).intoArray(y, yo + i);
    }
  }

  private static void geluTanh(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v = v.min(FloatActivation.FAR).max(-FloatActivation.FAR);
      FloatVector s = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector c = FloatVector.broadcast(VectorLanes.FLOATS, TANH_SLOPE);
      c = c.fma(v.mul(v), FloatVector.broadcast(VectorLanes.FLOATS, TANH_1));
      FloatVector rest = FloatVector.broadcast(VectorLanes.FLOATS, 1f).sub(s);
      FloatVector slope = s.mul(v.mul(c)).fma(rest, s);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(slope).intoArray(y, yo + i);
    }
  }

  private static void mish(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v = v.min(FloatActivation.FAR).max(-FloatActivation.FAR);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector two = FloatVector.broadcast(VectorLanes.FLOATS, 2f);
      FloatVector square = e.mul(e);
      FloatVector top = two.fma(e, one.blend(square, negative));
      FloatVector rest = two.mul(square.blend(one, negative));
      FloatVector bottom = top.add(rest);
      FloatVector t = top.div(bottom);
      rest = rest.div(bottom).mul(one.add(t));
      FloatVector s = one.blend(e, negative).div(one.add(e));
      FloatVector slope = v.mul(rest).fma(s, t);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(slope).intoArray(y, yo + i);
    }
  }

  /// `y = g·y²`.
  private static void bySquare(float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector t = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).mul(t.mul(t)).intoArray(y, yo + i);
    }
  }

  private static void softsign(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector d = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).abs().add(1f);
      FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).div(d.mul(d)).intoArray(y, yo + i);
    }
  }

  private static void relu6(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector incoming = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i);
      VectorMask<Float> outside = v.compare(VectorOperators.LE, 0f);
      outside = outside.or(v.compare(VectorOperators.GE, 6f));
      incoming.blend(0f, outside).intoArray(y, yo + i);
    }
  }

  private static void hardsigmoid(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector incoming = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).div(6f);
      VectorMask<Float> inside = v.compare(VectorOperators.GT, -3f);
      inside = inside.and(v.compare(VectorOperators.LT, 3f));
      FloatVector.zero(VectorLanes.FLOATS).blend(incoming, inside).intoArray(y, yo + i);
    }
  }

  private static void hardswish(float[] g, int go, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector incoming = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i);
      FloatVector between = incoming.mul(v.div(3f).add(0.5f));
      between = between.blend(0f, v.compare(VectorOperators.LE, -3f));
      between.blend(incoming, v.compare(VectorOperators.GE, 3f)).intoArray(y, yo + i);
    }
  }
}
