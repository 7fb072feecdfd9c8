package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.math.DoubleMath;

/// The functions of two F32 arguments; this is the definition, and the vector loops must give the
/// same bits. As in [FloatUnary], the functions that training calls most have their own loops.
final class FloatBinary {
  private FloatBinary() {}

  static void run(Binary f, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    switch (f) {
      case ADD -> add(a, ao, b, bo, y, yo, n);
      case SUBTRACT -> subtract(a, ao, b, bo, y, yo, n);
      case MULTIPLY -> multiply(a, ao, b, bo, y, yo, n);
      case DIVIDE -> divide(a, ao, b, bo, y, yo, n);
      case MINIMUM -> minimum(a, ao, b, bo, y, yo, n);
      case MAXIMUM -> maximum(a, ao, b, bo, y, yo, n);
      case POW -> zip(a, ao, b, bo, y, yo, n, (p, q) -> (float) DoubleMath.pow(p, q));
      case ATAN2 -> zip(a, ao, b, bo, y, yo, n, (p, q) -> (float) StrictMath.atan2(p, q));
      case RELU_GRADIENT -> reluGradient(a, ao, b, bo, y, yo, n);
      case SIGMOID_GRADIENT -> sigmoidGradient(a, ao, b, bo, y, yo, n);
      case TANH_GRADIENT -> tanhGradient(a, ao, b, bo, y, yo, n);
      case RELU6_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::relu6Gradient);
      case GELU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::geluGradient);
      case GELU_TANH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::geluTanhGradient);
      case SILU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::siluGradient);
      case MISH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::mishGradient);
      case SOFTPLUS_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::softplusGradient);
      case LOG_SIGMOID_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::logSigmoidGradient);
      case SOFTSIGN_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::softsignGradient);
      case TANHSHRINK_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::tanhshrinkGradient);
      case HARDSIGMOID_GRADIENT ->
          zip(a, ao, b, bo, y, yo, n, FloatActivation::hardsigmoidGradient);
      case HARDSWISH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, FloatActivation::hardswishGradient);
      case AND, OR, XOR -> throw Unsupported.function(f, new Storage.Floats(y));
    }
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  private static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] / b[bo + i];
    }
  }

  private static void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.min(a[ao + i], b[bo + i]);
    }
  }

  private static void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.max(a[ao + i], b[bo + i]);
    }
  }

  private static void reluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = b[bo + i] <= 0f ? 0f : a[ao + i];
    }
  }

  private static void sigmoidGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i] * (1f - b[bo + i]);
    }
  }

  private static void tanhGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * Math.fma(-b[bo + i], b[bo + i], 1f);
    }
  }

  private static void zip(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n, Function f) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = f.at(a[ao + i], b[bo + i]);
    }
  }

  @FunctionalInterface
  private interface Function {
    float at(float a, float b);
  }
}
