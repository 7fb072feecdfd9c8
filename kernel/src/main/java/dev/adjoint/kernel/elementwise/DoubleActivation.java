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

  /// `x / (1 + |x|)` is ±1 from this size on, also at ±∞.
  static final double LARGE = 0x1p100;

  /// Below this size tanhshrink uses a continued fraction, which ends at [#LAST_LEVEL].
  private static final double SMALL = 0.625;

  private static final int LAST_LEVEL = 19;

  private DoubleActivation() {}

  private static double within(double x) {
    return Math.max(-FAR, Math.min(x, FAR));
  }

  /// The factor of a gate. Far below zero the gate is 0, and so is the product, also at −∞.
  private static double gated(double x) {
    return Math.max(x, -FAR);
  }

  static double gelu(double x) {
    return gated(x) * DoubleMath.normalBelow(x);
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
    return gated(x) * DoubleMath.sigmoid(tanhArgument(x));
  }

  static double geluTanhGradient(double g, double at) {
    double x = within(at);
    double s = DoubleMath.sigmoid(tanhArgument(x));
    double inner = s * (TANH_1 * x * Math.fma(3 * CUBE, x * x, 1));
    return g * Math.fma(inner, 1 - s, s);
  }

  static double silu(double x) {
    return gated(x) * DoubleMath.sigmoid(x);
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
    return gated(x) * (n / (n + r));
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
    double c = Math.max(-LARGE, Math.min(x, LARGE));
    return c / (1 + Math.abs(c));
  }

  static double softsignGradient(double g, double x) {
    double d = 1 + Math.abs(x);
    return g / (d * d);
  }

  /// For small x from the continued fraction of tanh, `x − tanh(x) = x·q/(1 + q)` with `q = x²/(3 +
  /// x²/(5 + …))`, since the difference itself would lose digits.
  static double tanhshrink(double x) {
    if (!(Math.abs(x) < SMALL)) {
      return x - StrictMath.tanh(x);
    }
    double z = x * x;
    double d = LAST_LEVEL;
    for (int level = LAST_LEVEL - 2; level >= 3; level -= 2) {
      d = level + z / d;
    }
    double q = z / d;
    return x * (q / (1 + q));
  }

  static double tanhshrinkGradient(double g, double x) {
    double t = StrictMath.tanh(x);
    return g * (t * t);
  }

  static double relu6(double x) {
    return Math.min(Math.max(x, 0), 6);
  }

  static double relu6Gradient(double g, double x) {
    return x <= 0 || x >= 6 ? 0 : g;
  }

  static double hardsigmoid(double x) {
    return relu6(x + 3) / 6;
  }

  static double hardsigmoidGradient(double g, double x) {
    return x > -3 && x < 3 ? g / 6 : 0;
  }

  static double hardswish(double x) {
    return gated(x) * relu6(x + 3) / 6;
  }

  static double hardswishGradient(double g, double x) {
    double between = x <= -3 ? 0 : g * (x / 3 + 0.5);
    return x >= 3 ? g : between;
  }
}
