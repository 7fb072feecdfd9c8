package dev.adjoint.kernel.math;

/// The F32 functions that training calls most, in operations that every processor rounds in the
/// same way.
///
/// Each function is a range reduction and a polynomial of fused multiply–adds. It uses no table
/// and, except for huge angles, only branches that select a value. So the vector loops ([VectorExp]
/// and its neighbours) can repeat it step by step and get equal bits. The coefficients are our own:
/// minimax fits of the relative error (Lawson's iteration). They are rounded to F32 one after
/// another from the lowest power up, and the remaining ones are fitted again each time.
///
/// `tools/kernel/fit.py` computes them.
///
/// The stated errors are the largest over all 2³² arguments, against `StrictMath` in double.
public final class FloatMath {
  /// Adding and subtracting 1.5·2²³ rounds to an integer. The low bits of the sum contain this
  /// integer.
  public static final float ROUNDER = 0x1.8p23f;

  public static final int ROUNDER_BITS = 0x4b40_0000;
  public static final int BIAS = 127;
  public static final int MANTISSA_BITS = 23;

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN2_HIGH = 0x1.62e43p-1f;
  public static final float LN2_LOW = -0x1.05c61p-29f;

  /// exp overflows above 88.73 and is half of the smallest float at −103.97.
  public static final float EXP_MOST = 89f;

  public static final float EXP_LEAST = -104f;
  public static final float EXP_2 = 0x1.fffffcp-2f;
  public static final float EXP_3 = 0x1.555492p-3f;
  public static final float EXP_4 = 0x1.5558bp-5f;
  public static final float EXP_5 = 0x1.12398ep-7f;
  public static final float EXP_6 = 0x1.6a4d6p-10f;

  /// The bits of 2/3: the mantissa is scaled into [2/3, 4/3).
  static final int TWO_THIRDS_BITS = 0x3f2a_aaab;

  static final float SUBNORMAL_SCALE = 0x1p23f;
  static final float LOG_3 = 0x1.555506p-2f;
  static final float LOG_4 = -0x1.fffefap-3f;
  static final float LOG_5 = 0x1.99d05cp-3f;
  static final float LOG_6 = -0x1.559c3p-3f;
  static final float LOG_7 = 0x1.1ed452p-3f;
  static final float LOG_8 = -0x1.f33c0ap-4f;
  static final float LOG_9 = 0x1.1e72ap-3f;
  static final float LOG_10 = -0x1.07ab7p-3f;

  public static final float LOG1P_2 = -0x1.ffffd2p-2f;
  public static final float LOG1P_3 = 0x1.554dd4p-2f;
  public static final float LOG1P_4 = -0x1.ff249ep-3f;
  public static final float LOG1P_5 = 0x1.93510cp-3f;
  public static final float LOG1P_6 = -0x1.3a597ap-3f;
  public static final float LOG1P_7 = 0x1.b50b32p-4f;
  public static final float LOG1P_8 = -0x1.d78b46p-5f;
  public static final float LOG1P_9 = 0x1.4a24ap-6f;
  public static final float LOG1P_10 = -0x1.b1650ep-9f;

  public static final float TANH_SMALL = 0.625f;
  public static final float TANH_3 = -0x1.555532p-2f;
  public static final float TANH_5 = 0x1.1106fap-3f;
  public static final float TANH_7 = -0x1.b8368ep-5f;
  public static final float TANH_9 = 0x1.5200c8p-6f;
  public static final float TANH_11 = -0x1.7537e8p-8f;

  static final float ERF_SMALL = 0.92f;

  /// erf rounds to 1 from 3.92 on.
  static final float ERF_MOST = 4f;

  static final float ERF_1 = 0x1.06eba8p-3f;
  static final float ERF_3 = -0x1.812740p-2f;
  static final float ERF_5 = 0x1.ce2d64p-4f;
  static final float ERF_7 = -0x1.b80116p-6f;
  static final float ERF_9 = 0x1.5449b4p-8f;
  static final float ERF_11 = -0x1.a603f2p-11f;
  static final float ERF_13 = 0x1.4f48ccp-14f;
  static final float ERFC_1 = 0x1.074624p-3f;
  static final float ERFC_2 = 0x1.4570acp-1f;
  static final float ERFC_3 = 0x1.af2806p-4f;
  static final float ERFC_4 = -0x1.737eaap-6f;
  static final float ERFC_5 = 0x1.80124ap-9f;
  static final float ERFC_6 = -0x1.a037bcp-15f;
  static final float ERFC_7 = -0x1.7e4f3p-15f;
  static final float ERFC_8 = 0x1.4b5ca0p-18f;

  /// Up to this angle, subtracting multiples of π/2 in three parts loses no accuracy.
  static final float ANGLE_MOST = 65_536f;

  static final float TWO_OVER_PI = 0x1.45f306p-1f;
  static final float HALF_PI_HIGH = 0x1.921fb6p0f;
  static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
  static final float HALF_PI_LOW = -0x1.ee59dap-50f;
  static final float SIN_3 = -0x1.555546p-3f;
  static final float SIN_5 = 0x1.110776p-7f;
  static final float SIN_7 = -0x1.9953p-13f;
  static final float COS_4 = 0x1.55554ap-5f;
  static final float COS_6 = -0x1.6c0c2ap-10f;
  static final float COS_8 = 0x1.99e904p-16f;

  private FloatMath() {}

  /// `eˣ = 2ⁿ · eʳ` with `|r| ≤ ln 2 / 2`; the power of two is multiplied in two steps so that the
  /// last one rounds to subnormal numbers and infinity. Error below 0.90 ulp.
  public static float exp(float x) {
    float most = x > EXP_MOST ? EXP_MOST : x;
    float c = most < EXP_LEAST ? EXP_LEAST : most;
    float t = Math.fma(c, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    float p = Math.fma(EXP_6, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    int k = Float.floatToRawIntBits(t) - ROUNDER_BITS;
    int half = k >> 1;
    return p * power(half) * power(k - half);
  }

  private static float power(int exponent) {
    return Float.intBitsToFloat((exponent + BIAS) << MANTISSA_BITS);
  }

  /// `log x = k·ln 2 + log m` with m in [2/3, 4/3). Error below 0.94 ulp.
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * SUBNORMAL_SCALE : x;
    int bits = Float.floatToRawIntBits(scaled);
    int k = (bits - TWO_THIRDS_BITS) >> MANTISSA_BITS;
    float n = (float) (subnormal ? k - MANTISSA_BITS : k);
    float f = Float.intBitsToFloat(bits - (k << MANTISSA_BITS)) - 1f;
    float p = Math.fma(LOG_10, f, LOG_9);
    p = Math.fma(p, f, LOG_8);
    p = Math.fma(p, f, LOG_7);
    p = Math.fma(p, f, LOG_6);
    p = Math.fma(p, f, LOG_5);
    p = Math.fma(p, f, LOG_4);
    p = Math.fma(p, f, LOG_3);
    p = Math.fma(p, f, -0.5f);
    float y = Math.fma(n, LN2_HIGH, Math.fma(n, LN2_LOW, Math.fma(p, f * f, f)));
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    y = x < 0f ? Float.NaN : y;
    return x < Float.POSITIVE_INFINITY ? y : x;
  }

  /// Below 0.625 a polynomial, above `1 − 2 / (exp(2x) + 1)`. Error below 1.37 ulp.
  public static float tanh(float x) {
    float a = Math.abs(x);
    float z = x * x;
    float p = Math.fma(TANH_11, z, TANH_9);
    p = Math.fma(p, z, TANH_7);
    p = Math.fma(p, z, TANH_5);
    p = Math.fma(p, z, TANH_3);
    float small = Math.fma(p * z, a, a);
    float large = 1f - 2f / (exp(a + a) + 1f);
    return withSign(a < TANH_SMALL ? small : large, x);
  }

  /// Below 0.92 a polynomial, above `1 − exp(−q(x))` with a polynomial q. Error below 1.02 ulp.
  public static float erf(float x) {
    float a = Math.abs(x);
    float z = x * x;
    float p = Math.fma(ERF_13, z, ERF_11);
    p = Math.fma(p, z, ERF_9);
    p = Math.fma(p, z, ERF_7);
    p = Math.fma(p, z, ERF_5);
    p = Math.fma(p, z, ERF_3);
    p = Math.fma(p, z, ERF_1);
    float small = Math.fma(p, a, a);
    float large = 1f - exp(logErfc(a));
    return withSign(a < ERF_SMALL ? small : large, x);
  }

  /// `log(1 − erf a)` for a from 0.92 on.
  private static float logErfc(float a) {
    float c = a > ERF_MOST ? ERF_MOST : a;
    float q = Math.fma(ERFC_8, c, ERFC_7);
    q = Math.fma(q, c, ERFC_6);
    q = Math.fma(q, c, ERFC_5);
    q = Math.fma(q, c, ERFC_4);
    q = Math.fma(q, c, ERFC_3);
    q = Math.fma(q, c, ERFC_2);
    q = Math.fma(q, c, ERFC_1);
    return -Math.fma(q, c, c);
  }

  /// `1 / (1 + e⁻ˣ)` as `b − b·e/(1 + e)` with `e = exp(−|x|)`, which cannot overflow, and b = 1
  /// or, for negative x, e. Error below 1.65 ulp.
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float s = e / (1f + e);
    float b = x < 0f ? e : 1f;
    return Math.fma(-b, s, b);
  }

  /// `max(x, 0) + log(1 + exp(−|x|))`. Error below 1.91 ulp.
  public static float softplus(float x) {
    return (x > 0f ? x : 0f) + log1pOfUnit(exp(-Math.abs(x)));
  }

  /// `log(1 + e)` for e from 0 to 1, exact for small e.
  public static float log1pOfUnit(float e) {
    float p = Math.fma(LOG1P_10, e, LOG1P_9);
    p = Math.fma(p, e, LOG1P_8);
    p = Math.fma(p, e, LOG1P_7);
    p = Math.fma(p, e, LOG1P_6);
    p = Math.fma(p, e, LOG1P_5);
    p = Math.fma(p, e, LOG1P_4);
    p = Math.fma(p, e, LOG1P_3);
    p = Math.fma(p, e, LOG1P_2);
    return Math.fma(p, e * e, e);
  }

  /// Beyond 65,536 (and for NaN) `StrictMath` in double, rounded. Error below 1.53 ulp.
  public static float sin(float x) {
    float a = Math.abs(x);
    return a <= ANGLE_MOST ? withSign(angle(a, 0), x) : (float) StrictMath.sin(x);
  }

  /// Beyond 65,536 (and for NaN) `StrictMath` in double, rounded. Error below 1.53 ulp.
  public static float cos(float x) {
    float a = Math.abs(x);
    return a <= ANGLE_MOST ? angle(a, 1) : (float) StrictMath.cos(x);
  }

  /// `sin(a + quarters·π/2)` for a from 0 to 65,536: `a = n·π/2 + r`, then a polynomial for the
  /// sine or cosine of r.
  private static float angle(float a, int quarters) {
    float t = Math.fma(a, TWO_OVER_PI, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, -HALF_PI_HIGH, a);
    r = Math.fma(n, -HALF_PI_MIDDLE, r);
    r = Math.fma(n, -HALF_PI_LOW, r);
    float z = r * r;
    float s = Math.fma(Math.fma(SIN_7, z, SIN_5), z, SIN_3);
    s = Math.fma(s * z, r, r);
    float c = Math.fma(Math.fma(COS_8, z, COS_6), z, COS_4);
    c = Math.fma(Math.fma(c, z, -0.5f), z, 1f);
    int quadrant = Float.floatToRawIntBits(t) + quarters;
    float y = (quadrant & 1) == 0 ? s : c;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ ((quadrant & 2) << 30));
  }

  /// y with its sign flipped if x is negative.
  private static float withSign(float y, float x) {
    int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ sign);
  }
}
