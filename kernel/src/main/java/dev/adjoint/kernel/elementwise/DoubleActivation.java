package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.math.DoubleMath;

/// [FloatActivation] in F64.
final class DoubleActivation {
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);
  private static final double TANH_1 = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;

  /// For |x| from this bound on, gates are exactly 0 or 1. Derivatives are computed with x limited
  /// to this bound, so that 0·∞ does not occur.
  static final double FAR = 1000;

  private DoubleActivation() {}

  private static double within(double x) {
    return Math.max(-FAR, Math.min(x, FAR));
  }

  static double gelu(double x) {
    return x * DoubleMath.normalBelow(x);
  }

  static double geluGradient(double g, double at) {
    double x = within(at);
    double density = DENSITY * StrictMath.exp(-0.5 * x * x);
    return g * Math.fma(x, density, DoubleMath.normalBelow(x));
  }

  private static double tanhArgument(double x) {
    return TANH_1 * x * Math.fma(CUBE, x * x, 1);
  }

  static double geluTanh(double x) {
    return x * DoubleMath.sigmoid(tanhArgument(x));
  }

  static double geluTanhGradient(double g, double at) {
    double x = within(at);
    double s = DoubleMath.sigmoid(tanhArgument(x));
    double inner = s * (TANH_1 * x * Math.fma(3 * CUBE, x * x, 1));
    return g * Math.fma(inner, 1 - s, s);
  }

  static double silu(double x) {
    return x * DoubleMath.sigmoid(x);
  }

  static double siluGradient(double g, double at) {
    double x = within(at);
    double s = DoubleMath.sigmoid(x);
    return g * Math.fma(x * s, 1 - s, s);
  }

  static double mish(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    double n = 2 * e + (x < 0 ? e * e : 1);
    double r = 2 * (x < 0 ? 1 : e * e);
    return x * (n / (n + r));
  }

  static double mishGradient(double g, double at) {
    double x = within(at);
    double e = StrictMath.exp(-Math.abs(x));
    double n = 2 * e + (x < 0 ? e * e : 1);
    double r = 2 * (x < 0 ? 1 : e * e);
    double t = n / (n + r);
    double s = (x < 0 ? e : 1) / (1 + e);
    return g * Math.fma(x * (r / (n + r) * (1 + t)), s, t);
  }

  static double softplusGradient(double g, double x) {
    return g * DoubleMath.sigmoid(x);
  }

  static double logSigmoid(double x) {
    return -DoubleMath.softplus(-x);
  }

  static double logSigmoidGradient(double g, double x) {
    return g * DoubleMath.sigmoid(-x);
  }

  static double softsign(double x) {
    return x / (1 + Math.abs(x));
  }

  static double softsignGradient(double g, double x) {
    double d = 1 + Math.abs(x);
    return g / (d * d);
  }

  static double tanhshrinkGradient(double g, double x) {
    double t = StrictMath.tanh(x);
    return g * (t * t);
  }

  static double relu6(double x) {
    return Math.min(Math.max(x, 0), 6);
  }

  static double relu6Gradient(double g, double x) {
    return x > 0 && x < 6 ? g : 0;
  }

  static double hardsigmoid(double x) {
    return relu6(x + 3) / 6;
  }

  static double hardsigmoidGradient(double g, double x) {
    return x > -3 && x < 3 ? g / 6 : 0;
  }

  static double hardswish(double x) {
    return x * relu6(x + 3) / 6;
  }

  static double hardswishGradient(double g, double x) {
    double between = x < -3 ? 0 : g * (x / 3 + 0.5);
    return x > 3 ? g : between;
  }
}
