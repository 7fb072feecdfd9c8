package dev.adjoint.kernel.elementwise;

import static dev.adjoint.kernel.elementwise.FloatActivation.TANH_1;
import static dev.adjoint.kernel.elementwise.FloatActivation.TANH_CUBE;

import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.math.VectorTanh;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The activation functions of [FloatActivation] that multiply x by a gate, and similar functions,
/// on vectors. For at most [VectorExp#CHUNK] elements at a time, the gate is written to the output
/// and then combined with x.
final class VectorGate {
  private VectorGate() {}

  static void run(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int from = 0; from < whole; from += VectorExp.CHUNK) {
      int count = Math.min(VectorExp.CHUNK, whole - from);
      vectors(f, x, xo + from, y, yo + from, count);
    }
    FloatUnary.run(f, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void vectors(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case SILU -> {
        VectorActivation.sigmoid(x, xo, y, yo, n);
        multiply(x, xo, y, yo, n);
      }
      case GELU_TANH -> {
        float[] w = Scratch.borrow(n);
        tanhArgument(x, xo, w, 0, n);
        VectorActivation.sigmoid(w, 0, y, yo, n);
        Scratch.giveBack(w);
        multiply(x, xo, y, yo, n);
      }
      case MISH -> {
        minusSize(x, xo, y, yo, n);
        VectorExp.run(y, yo, y, yo, n);
        mishFromExp(x, xo, y, yo, n);
      }
      case LOG_SIGMOID -> {
        float[] w = Scratch.borrow(n);
        negate(x, xo, w, 0, n);
        VectorActivation.softplus(w, 0, y, yo, n);
        Scratch.giveBack(w);
        negate(y, yo, y, yo, n);
      }
      case TANHSHRINK -> {
        VectorTanh.run(x, xo, y, yo, n);
        tanhshrinkFromTanh(x, xo, y, yo, n);
      }
      case SOFTSIGN -> softsign(x, xo, y, yo, n);
      case RELU6 -> relu6(x, xo, y, yo, n);
      case HARDSIGMOID -> hardsigmoid(x, xo, y, yo, n);
      case HARDSWISH -> hardswish(x, xo, y, yo, n);
      default -> throw new IllegalStateException("no loop for " + f);
    }
  }

  /// The argument of the sigmoid in the tanh approximation of GELU.
  static void tanhArgument(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector c = FloatVector.broadcast(VectorLanes.FLOATS, TANH_CUBE);
      c = c.fma(v.mul(v), FloatVector.broadcast(VectorLanes.FLOATS, TANH_1));
      v.mul(c).intoArray(y, yo + i);
    }
  }

  static void negate(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).neg().intoArray(y, yo + i);
    }
  }

  static void minusSize(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).abs().neg().intoArray(y, yo + i);
    }
  }

  /// `y = x · y`, where y is a gate; x is limited as in [FloatActivation].
  private static void multiply(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.max(-FloatActivation.FAR)
          .mul(FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i))
          .intoArray(y, yo + i);
    }
  }

  private static void tanhshrinkFromTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector large = v.sub(FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i));
      FloatVector z = v.mul(v);
      FloatVector top = FloatVector.broadcast(VectorLanes.FLOATS, 14f);
      top = top.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, 315f));
      FloatVector bottom = FloatVector.broadcast(VectorLanes.FLOATS, 15f);
      bottom = bottom.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, 420f));
      bottom = bottom.fma(z, FloatVector.broadcast(VectorLanes.FLOATS, 945f));
      FloatVector small = v.mul(z).mul(top).div(bottom);
      VectorMask<Float> isSmall = v.abs().compare(VectorOperators.LT, FloatMath.TANH_SMALL);
      large.blend(small, isSmall).intoArray(y, yo + i);
    }
  }

  private static void mishFromExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector e = FloatVector.fromArray(VectorLanes.FLOATS, y, yo + i);
      VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      FloatVector two = FloatVector.broadcast(VectorLanes.FLOATS, 2f);
      FloatVector square = e.mul(e);
      FloatVector top = two.fma(e, one.blend(square, negative));
      FloatVector rest = two.mul(square.blend(one, negative));
      v.max(-FloatActivation.FAR).mul(top.div(top.add(rest))).intoArray(y, yo + i);
    }
  }

  private static void softsign(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector c = v.min(FloatActivation.LARGE).max(-FloatActivation.LARGE);
      c.div(c.abs().add(1f)).intoArray(y, yo + i);
    }
  }

  private static void relu6(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v = v.blend(0f, v.compare(VectorOperators.LE, 0f));
      v.blend(6f, v.compare(VectorOperators.GT, 6f)).intoArray(y, yo + i);
    }
  }

  private static void hardsigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.add(3f).max(0f).min(6f).div(6f).intoArray(y, yo + i);
    }
  }

  private static void hardswish(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.max(-FloatActivation.FAR).mul(v.add(3f).max(0f).min(6f)).div(6f).intoArray(y, yo + i);
    }
  }
}
