package dev.adjoint.kernel.math;

/// The F64 functions that the JDK does not have, or for which it has other values in special cases.
///
/// erf follows the piecewise rational approximations that W. J. Cody published in "Rational
/// Chebyshev approximations for the error function", Mathematics of Computation 23 (1969), 631–637,
/// with the coefficients of his CALERF (1990).
public final class DoubleMath {
  private static final double ONE_OVER_SQRT_PI = 5.6418958354775628695e-1;

  private static final double[] SMALL_P = {
    1.85777706184603153e-1,
    3.16112374387056560e00,
    1.13864154151050156e02,
    3.77485237685302021e02,
    3.20937758913846947e03
  };
  private static final double[] SMALL_Q = {
    1,
    2.36012909523441209e01,
    2.44024637934444173e02,
    1.28261652607737228e03,
    2.84423683343917062e03
  };
  private static final double[] MIDDLE_P = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e00,
    6.61191906371416295e01,
    2.98635138197400131e02,
    8.81952221241769090e02,
    1.71204761263407058e03,
    2.05107837782607147e03,
    1.23033935479799725e03
  };
  private static final double[] MIDDLE_Q = {
    1,
    1.57449261107098347e01,
    1.17693950891312499e02,
    5.37181101862009858e02,
    1.62138957456669019e03,
    3.29079923573345963e03,
    4.36261909014324716e03,
    3.43936767414372164e03,
    1.23033935480374942e03
  };
  private static final double[] LARGE_P = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] LARGE_Q = {
    1,
    2.56852019228982242e00,
    1.87295284992346047e00,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  /// From here on `1 − erf` is 0.
  private static final double TAIL_END = 27.3;

  private DoubleMath() {}

  /// The error function `2/√π · ∫₀ˣ exp(−t²) dt`.
  public static double erf(double x) {
    double size = Math.abs(x);
    if (size <= 0.46875) {
      double square = x * x;
      return x * horner(SMALL_P, square) / horner(SMALL_Q, square);
    }
    if (!(size < 6)) {
      return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
    return Math.copySign(0.5 - bell(size, 1) * ratio(size) + 0.5, x);
  }

  /// `(1 − erf(size)) / exp(−size²)` for sizes above 0.46875.
  private static double ratio(double size) {
    if (size <= 4) {
      return horner(MIDDLE_P, size) / horner(MIDDLE_Q, size);
    }
    double z = 1 / (size * size);
    return (ONE_OVER_SQRT_PI - z * horner(LARGE_P, z) / horner(LARGE_Q, z)) / size;
  }

  /// `exp(−factor·size²)`, where the factor is 1 or ½. The square is taken in two parts, the first
  /// one exact, so that the exponential keeps its last digits.
  private static double bell(double size, double factor) {
    double high = StrictMath.floor(size * 16) / 16;
    double low = (size - high) * (size + high);
    return StrictMath.exp(-factor * high * high) * StrictMath.exp(-factor * low);
  }

  /// The distribution function of the normal distribution, `(1 + erf(x/√2)) / 2`. It is also exact
  /// in its lower tail.
  public static double normalBelow(double x) {
    double size = Math.abs(x) * Math.sqrt(0.5);
    if (!(size > 0.46875)) {
      return 0.5 + 0.5 * erf(x * Math.sqrt(0.5));
    }
    double tail = size < TAIL_END ? 0.5 * bell(Math.abs(x), 0.5) * ratio(size) : 0;
    return x < 0 ? tail : 1 - tail;
  }

  private static double horner(double[] highestFirst, double x) {
    double y = highestFirst[0];
    for (int i = 1; i < highestFirst.length; i++) {
      y = y * x + highestFirst[i];
    }
    return y;
  }

  /// `1 / (1 + exp(−x))`, computed with an exponential that cannot overflow.
  public static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /// `log(1 + e)` for e from 0 to 1, the twin of [FloatMath#log1pOfUnit].
  public static double log1pOfUnit(double e) {
    return StrictMath.log1p(e);
  }

  /// `log(1 + exp(x)) = max(x, 0) + log1p(exp(−|x|))`.
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /// The power as IEEE 754 and C define it. Unlike these, Java defines `1^NaN`, `1^∞` and `(−1)^∞`
  /// as NaN; here they are 1.
  public static double pow(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return StrictMath.pow(base, exponent);
  }
}
