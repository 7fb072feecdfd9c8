package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.math.FloatMath;

/// The F32 activation functions that combine several functions of [FloatMath], and their
/// derivatives. This is the definition; [VectorGelu] and [VectorGate] give the same bits.
///
/// The formulas avoid cancellation: `gelu(−10)` is as exact as `gelu(1)`, while the formula with
/// erf gives 0. The first argument of a derivative is the incoming gradient g.
final class FloatActivation {
  /// Φ(−15) is below the smallest float.
  static final float TAIL_MOST = 15f;

  static final float TAIL_SHIFT = 4f;
  static final float TAIL_0 = 0x1.82b4bcp-1f;
  static final float TAIL_1 = -0x1.373e3cp-1f;
  static final float TAIL_2 = 0x1.8c6d84p-2f;
  static final float TAIL_3 = -0x1.7dfed8p-3f;
  static final float TAIL_4 = 0x1.eedacep-5f;
  static final float TAIL_5 = -0x1.edddfap-8f;
  static final float TAIL_6 = -0x1.ce29f8p-9f;
  static final float TAIL_7 = 0x1.9ed82ap-10f;
  static final float TAIL_8 = 0x1.a48dcep-13f;
  static final float TAIL_9 = -0x1.0759p-13f;

  /// `1/√(2π)`.
  static final float DENSITY = 0x1.988454p-2f;

  /// `2·√(2/π)`, and that times 0.044715 and 3·0.044715.
  static final float TANH_1 = 0x1.988454p0f;

  static final float TANH_CUBE = 0x1.2444f2p-4f;
  static final float TANH_SLOPE = 0x1.b6676cp-3f;

  /// For |x| from this bound on, gates are exactly 0 or 1. Derivatives are computed with x limited
  /// to this bound, so that 0·∞ does not occur.
  static final float FAR = 1000f;

  /// `x / (1 + |x|)` is ±1 from this size on, also at ±∞.
  static final float LARGE = 0x1p100f;

  private FloatActivation() {}

  private static float within(float x) {
    return Math.max(-FAR, Math.min(x, FAR));
  }

  /// The factor of a gate. Far below zero the gate is 0, and so is the product, also at −∞.
  private static float gated(float x) {
    return Math.max(x, -FAR);
  }

  /// `exp(−a²/2)` for a from 0 to [#TAIL_MOST], corrected for the rounding error of a².
  private static float bell(float a) {
    float square = a * a;
    float lost = Math.fma(a, a, -square);
    float e = FloatMath.exp(square * -0.5f);
    return Math.fma(e, lost * -0.5f, e);
  }

  /// `Φ(−a) / exp(−a²/2)` as `u·q((a − 4)·u)` with `u = 1/(a + 4)` and a polynomial q.
  private static float tail(float a) {
    float u = 1f / (a + TAIL_SHIFT);
    float t = (a - TAIL_SHIFT) * u;
    float q = Math.fma(TAIL_9, t, TAIL_8);
    q = Math.fma(q, t, TAIL_7);
    q = Math.fma(q, t, TAIL_6);
    q = Math.fma(q, t, TAIL_5);
    q = Math.fma(q, t, TAIL_4);
    q = Math.fma(q, t, TAIL_3);
    q = Math.fma(q, t, TAIL_2);
    q = Math.fma(q, t, TAIL_1);
    q = Math.fma(q, t, TAIL_0);
    return q * u;
  }

  private static float size(float x) {
    float a = Math.abs(x);
    return a > TAIL_MOST ? TAIL_MOST : a;
  }

  /// Error below 6.3 ulp.
  static float gelu(float x) {
    float a = size(x);
    float below = bell(a) * tail(a);
    return gated(x) * (x < 0f ? below : 1f - below);
  }

  static float geluGradient(float g, float at) {
    float x = within(at);
    float a = size(x);
    float e = bell(a);
    float below = e * tail(a);
    return g * Math.fma(x * e, DENSITY, x < 0f ? below : 1f - below);
  }

  private static float tanhArgument(float x) {
    return x * Math.fma(TANH_CUBE, x * x, TANH_1);
  }

  /// Error below `6.5 + 2.2·|w|` ulp, where w is the argument of the sigmoid.
  static float geluTanh(float x) {
    return gated(x) * FloatMath.sigmoid(tanhArgument(x));
  }

  static float geluTanhGradient(float g, float at) {
    float x = within(at);
    float s = FloatMath.sigmoid(tanhArgument(x));
    float inner = s * (x * Math.fma(TANH_SLOPE, x * x, TANH_1));
    return g * Math.fma(inner, 1f - s, s);
  }

  /// Error below 2.7 ulp.
  static float silu(float x) {
    return gated(x) * FloatMath.sigmoid(x);
  }

  static float siluGradient(float g, float at) {
    float x = within(at);
    float s = FloatMath.sigmoid(x);
    return g * Math.fma(x * s, 1f - s, s);
  }

  /// With `e = exp(−|x|)`: `tanh(log(1 + eˣ)) = n/(n + r)`, where `n = 1 + 2e`, `r = 2e²` or, for
  /// negative x, `n = e² + 2e`, `r = 2`. Error below 3.9 ulp.
  static float mish(float x) {
    float e = FloatMath.exp(-Math.abs(x));
    float square = e * e;
    float n = Math.fma(2f, e, x < 0f ? square : 1f);
    float r = 2f * (x < 0f ? 1f : square);
    return gated(x) * (n / (n + r));
  }

  static float mishGradient(float g, float at) {
    float x = within(at);
    float e = FloatMath.exp(-Math.abs(x));
    float square = e * e;
    float n = Math.fma(2f, e, x < 0f ? square : 1f);
    float r = 2f * (x < 0f ? 1f : square);
    float t = n / (n + r);
    float rest = r / (n + r) * (1f + t);
    float s = (x < 0f ? e : 1f) / (1f + e);
    return g * Math.fma(x * rest, s, t);
  }

  static float softplusGradient(float g, float x) {
    return g * FloatMath.sigmoid(x);
  }

  static float logSigmoid(float x) {
    return -FloatMath.softplus(-x);
  }

  static float logSigmoidGradient(float g, float x) {
    return g * FloatMath.sigmoid(-x);
  }

  static float softsign(float x) {
    float c = Math.max(-LARGE, Math.min(x, LARGE));
    return c / (1f + Math.abs(c));
  }

  static float softsignGradient(float g, float x) {
    float d = 1f + Math.abs(x);
    return g / (d * d);
  }

  /// Below 0.625 the fraction of two polynomials that agrees with `x − tanh(x)` to the ninth power,
  /// since the difference itself would lose digits. Error below 8 ulp.
  static float tanhshrink(float x) {
    float z = x * x;
    float small = x * z * Math.fma(14f, z, 315f) / Math.fma(Math.fma(15f, z, 420f), z, 945f);
    float large = x - FloatMath.tanh(x);
    return Math.abs(x) < FloatMath.TANH_SMALL ? small : large;
  }

  static float tanhshrinkGradient(float g, float x) {
    float t = FloatMath.tanh(x);
    return g * (t * t);
  }

  static float relu6(float x) {
    return Math.min(Math.max(x, 0f), 6f);
  }

  static float relu6Gradient(float g, float x) {
    return x <= 0f || x >= 6f ? 0f : g;
  }

  static float hardsigmoid(float x) {
    return relu6(x + 3f) / 6f;
  }

  static float hardsigmoidGradient(float g, float x) {
    return x > -3f && x < 3f ? g / 6f : 0f;
  }

  static float hardswish(float x) {
    return gated(x) * relu6(x + 3f) / 6f;
  }

  static float hardswishGradient(float g, float x) {
    float between = x <= -3f ? 0f : g * (x / 3f + 0.5f);
    return x >= 3f ? g : between;
  }
}
