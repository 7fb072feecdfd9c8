package dev.adjoint.kernel;

/// The functions of one F32 argument, one line each; this is the definition that the vector loops
/// must meet to the bit.
final class FloatUnary {
  private FloatUnary() {}

  static void run(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case NEGATE -> map(x, xo, y, yo, n, v -> -v);
      case ABS -> map(x, xo, y, yo, n, Math::abs);
      case SIGN -> map(x, xo, y, yo, n, v -> v > 0 ? 1f : v < 0 ? -1f : v);
      case RECIPROCAL -> map(x, xo, y, yo, n, v -> 1f / v);
      case SQUARE -> map(x, xo, y, yo, n, v -> v * v);
      case SQRT -> map(x, xo, y, yo, n, v -> (float) Math.sqrt(v));
      case RSQRT -> map(x, xo, y, yo, n, v -> 1f / (float) Math.sqrt(v));
      case EXP -> map(x, xo, y, yo, n, FloatMath::exp);
      case EXPM1 -> map(x, xo, y, yo, n, v -> (float) StrictMath.expm1(v));
      case LOG -> map(x, xo, y, yo, n, FloatMath::log);
      case LOG1P -> map(x, xo, y, yo, n, v -> (float) StrictMath.log1p(v));
      case SIN -> map(x, xo, y, yo, n, FloatMath::sin);
      case COS -> map(x, xo, y, yo, n, FloatMath::cos);
      case TAN -> map(x, xo, y, yo, n, v -> (float) StrictMath.tan(v));
      case ASIN -> map(x, xo, y, yo, n, v -> (float) StrictMath.asin(v));
      case ACOS -> map(x, xo, y, yo, n, v -> (float) StrictMath.acos(v));
      case ATAN -> map(x, xo, y, yo, n, v -> (float) StrictMath.atan(v));
      case SINH -> map(x, xo, y, yo, n, v -> (float) StrictMath.sinh(v));
      case COSH -> map(x, xo, y, yo, n, v -> (float) StrictMath.cosh(v));
      case TANH -> map(x, xo, y, yo, n, FloatMath::tanh);
      case ERF -> map(x, xo, y, yo, n, FloatMath::erf);
      case SIGMOID -> map(x, xo, y, yo, n, FloatMath::sigmoid);
      case SOFTPLUS -> map(x, xo, y, yo, n, FloatMath::softplus);
      case RELU -> map(x, xo, y, yo, n, v -> v <= 0f ? 0f : v);
      case FLOOR -> map(x, xo, y, yo, n, v -> (float) Math.floor(v));
      case CEIL -> map(x, xo, y, yo, n, v -> (float) Math.ceil(v));
      case ROUND -> map(x, xo, y, yo, n, v -> (float) Math.rint(v));
      case NOT -> throw Unsupported.function(f, new Storage.Floats(x));
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
