package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.math.FloatMath;

/// The functions of one F32 argument; this is the definition, and the vector loops must give the
/// same bits.
///
/// The functions that training calls most each have their own loop, which the JVM compiles
/// separately. The others share one loop, which makes a call for each element.
final class FloatUnary {
  private FloatUnary() {}

  static void run(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case NEGATE -> negate(x, xo, y, yo, n);
      case ABS -> abs(x, xo, y, yo, n);
      case SIGN -> map(x, xo, y, yo, n, v -> v > 0 ? 1f : v < 0 ? -1f : v);
      case RECIPROCAL -> reciprocal(x, xo, y, yo, n);
      case SQUARE -> square(x, xo, y, yo, n);
      case SQRT -> sqrt(x, xo, y, yo, n);
      case RSQRT -> rsqrt(x, xo, y, yo, n);
      case EXP -> exp(x, xo, y, yo, n);
      case EXPM1 -> map(x, xo, y, yo, n, v -> (float) StrictMath.expm1(v));
      case LOG -> log(x, xo, y, yo, n);
      case LOG1P -> map(x, xo, y, yo, n, v -> (float) StrictMath.log1p(v));
      case SIN -> sin(x, xo, y, yo, n);
      case COS -> cos(x, xo, y, yo, n);
      case TAN -> map(x, xo, y, yo, n, v -> (float) StrictMath.tan(v));
      case ASIN -> map(x, xo, y, yo, n, v -> (float) StrictMath.asin(v));
      case ACOS -> map(x, xo, y, yo, n, v -> (float) StrictMath.acos(v));
      case ATAN -> map(x, xo, y, yo, n, v -> (float) StrictMath.atan(v));
      case SINH -> map(x, xo, y, yo, n, v -> (float) StrictMath.sinh(v));
      case COSH -> map(x, xo, y, yo, n, v -> (float) StrictMath.cosh(v));
      case TANH -> tanh(x, xo, y, yo, n);
      case ERF -> erf(x, xo, y, yo, n);
      case SIGMOID -> sigmoid(x, xo, y, yo, n);
      case SOFTPLUS -> softplus(x, xo, y, yo, n);
      case RELU -> relu(x, xo, y, yo, n);
      case RELU6 -> map(x, xo, y, yo, n, FloatActivation::relu6);
      case GELU -> map(x, xo, y, yo, n, FloatActivation::gelu);
      case GELU_TANH -> map(x, xo, y, yo, n, FloatActivation::geluTanh);
      case SILU -> map(x, xo, y, yo, n, FloatActivation::silu);
      case MISH -> map(x, xo, y, yo, n, FloatActivation::mish);
      case LOG_SIGMOID -> map(x, xo, y, yo, n, FloatActivation::logSigmoid);
      case SOFTSIGN -> map(x, xo, y, yo, n, FloatActivation::softsign);
      case TANHSHRINK -> map(x, xo, y, yo, n, FloatActivation::tanhshrink);
      case HARDSIGMOID -> map(x, xo, y, yo, n, FloatActivation::hardsigmoid);
      case HARDSWISH -> map(x, xo, y, yo, n, FloatActivation::hardswish);
      case FLOOR -> map(x, xo, y, yo, n, v -> (float) Math.floor(v));
      case CEIL -> map(x, xo, y, yo, n, v -> (float) Math.ceil(v));
      case ROUND -> map(x, xo, y, yo, n, v -> (float) Math.rint(v));
      case NOT -> throw Unsupported.function(f, new Storage.Floats(x));
    }
  }

  private static void negate(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -x[xo + i];
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(x[xo + i]);
    }
  }

  private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 1f / x[xo + i];
    }
  }

  private static void square(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] * x[xo + i];
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  private static void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 1f / (float) Math.sqrt(x[xo + i]);
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  private static void sin(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.sin(x[xo + i]);
    }
  }

  private static void cos(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.cos(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }

  private static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.erf(x[xo + i]);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.sigmoid(x[xo + i]);
    }
  }

  private static void softplus(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.softplus(x[xo + i]);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(x[xo + i], 0f);
    }
  }

  private static void map(float[] x, int xo, float[] y, int yo, int n, Function f) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = f.at(x[xo + i]);
    }
  }

  @FunctionalInterface
  private interface Function {
    float at(float x);
  }
}
