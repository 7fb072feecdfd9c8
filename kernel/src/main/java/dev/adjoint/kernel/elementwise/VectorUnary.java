package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.VectorAngle;
import dev.adjoint.kernel.math.VectorErf;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.math.VectorLog;
import dev.adjoint.kernel.math.VectorTanh;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Elementwise F32 functions of one argument on vectors; [FloatUnary] computes the rare functions.
public final class VectorUnary {
  private VectorUnary() {}

  public static void run(Unary f, View x, View y) {
    if (x.isContiguous() && y.isContiguous()) {
      float[] xs = ((Floats) x.storage()).array();
      float[] ys = ((Floats) y.storage()).array();
      int xo = x.offset();
      int yo = y.offset();
      Pieces.run(y.count(), 1, (from, to) -> run(f, xs, xo + from, ys, yo + from, to - from));
    } else {
      Elementwise.apply(
          (s, at, n) -> run(f, ((Floats) s[0]).array(), at[0], ((Floats) s[1]).array(), at[1], n),
          x,
          y);
    }
  }

  /// The same for n elements. The arrays may be the same.
  public static void run(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case NEGATE -> negate(x, xo, y, yo, n);
      case ABS -> abs(x, xo, y, yo, n);
      case RECIPROCAL -> reciprocal(x, xo, y, yo, n);
      case SQUARE -> square(x, xo, y, yo, n);
      case SQRT -> sqrt(x, xo, y, yo, n);
      case RSQRT -> rsqrt(x, xo, y, yo, n);
      case RELU -> relu(x, xo, y, yo, n);
      case EXP -> VectorExp.run(x, xo, y, yo, n);
      case LOG -> VectorLog.run(x, xo, y, yo, n);
      case SIN -> VectorAngle.sin(x, xo, y, yo, n);
      case COS -> VectorAngle.cos(x, xo, y, yo, n);
      case TANH -> VectorTanh.run(x, xo, y, yo, n);
      case SIGMOID -> VectorActivation.sigmoid(x, xo, y, yo, n);
      case SOFTPLUS -> VectorActivation.softplus(x, xo, y, yo, n);
      case ERF -> VectorErf.run(x, xo, y, yo, n);
      case GELU -> VectorGelu.gelu(x, xo, y, yo, n);
      case RELU6,
          GELU_TANH,
          SILU,
          MISH,
          LOG_SIGMOID,
          SOFTSIGN,
          TANHSHRINK,
          HARDSIGMOID,
          HARDSWISH ->
          VectorGate.run(f, x, xo, y, yo, n);
      case SIGN, EXPM1, LOG1P, TAN, ASIN, ACOS, ATAN, SINH, COSH, FLOOR, CEIL, ROUND, NOT ->
          FloatUnary.run(f, x, xo, y, yo, n);
    }
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.NEGATE, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.ABS, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector.broadcast(VectorLanes.FLOATS, 1f).div(v).intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.RECIPROCAL, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.mul(v).intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.SQUARE, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.SQRT, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector.broadcast(VectorLanes.FLOATS, 1f).div(v.sqrt()).intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.RSQRT, x, xo + whole, y, yo + whole, n - whole);
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
    }
    FloatUnary.run(Unary.RELU, x, xo + whole, y, yo + whole, n - whole);
  }
}
