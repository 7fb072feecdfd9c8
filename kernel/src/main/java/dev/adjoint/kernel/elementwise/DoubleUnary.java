package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.math.DoubleMath;
import java.util.function.DoubleUnaryOperator;

/// The functions of one F64 argument.
final class DoubleUnary {
  private DoubleUnary() {}

  static void run(Unary f, double[] x, int xo, double[] y, int yo, int n) {
    switch (f) {
      case NEGATE -> map(x, xo, y, yo, n, v -> -v);
      case ABS -> map(x, xo, y, yo, n, Math::abs);
      case SIGN -> map(x, xo, y, yo, n, v -> v > 0 ? 1 : v < 0 ? -1 : v);
      case RECIPROCAL -> map(x, xo, y, yo, n, v -> 1 / v);
      case SQUARE -> map(x, xo, y, yo, n, v -> v * v);
      case SQRT -> map(x, xo, y, yo, n, Math::sqrt);
      case RSQRT -> map(x, xo, y, yo, n, v -> 1 / Math.sqrt(v));
      case EXP -> map(x, xo, y, yo, n, StrictMath::exp);
      case EXPM1 -> map(x, xo, y, yo, n, StrictMath::expm1);
      case LOG -> map(x, xo, y, yo, n, StrictMath::log);
      case LOG1P -> map(x, xo, y, yo, n, StrictMath::log1p);
      case SIN -> map(x, xo, y, yo, n, StrictMath::sin);
      case COS -> map(x, xo, y, yo, n, StrictMath::cos);
      case TAN -> map(x, xo, y, yo, n, StrictMath::tan);
      case ASIN -> map(x, xo, y, yo, n, StrictMath::asin);
      case ACOS -> map(x, xo, y, yo, n, StrictMath::acos);
      case ATAN -> map(x, xo, y, yo, n, StrictMath::atan);
      case SINH -> map(x, xo, y, yo, n, StrictMath::sinh);
      case COSH -> map(x, xo, y, yo, n, StrictMath::cosh);
      case TANH -> map(x, xo, y, yo, n, StrictMath::tanh);
      case ERF -> map(x, xo, y, yo, n, DoubleMath::erf);
      case SIGMOID -> map(x, xo, y, yo, n, DoubleMath::sigmoid);
      case SOFTPLUS -> map(x, xo, y, yo, n, DoubleMath::softplus);
      case RELU -> map(x, xo, y, yo, n, v -> Math.max(v, 0));
      case RELU6 -> map(x, xo, y, yo, n, DoubleActivation::relu6);
      case GELU -> map(x, xo, y, yo, n, DoubleActivation::gelu);
      case GELU_TANH -> map(x, xo, y, yo, n, DoubleActivation::geluTanh);
      case SILU -> map(x, xo, y, yo, n, DoubleActivation::silu);
      case MISH -> map(x, xo, y, yo, n, DoubleActivation::mish);
      case LOG_SIGMOID -> map(x, xo, y, yo, n, DoubleActivation::logSigmoid);
      case SOFTSIGN -> map(x, xo, y, yo, n, DoubleActivation::softsign);
      case TANHSHRINK -> map(x, xo, y, yo, n, DoubleActivation::tanhshrink);
      case HARDSIGMOID -> map(x, xo, y, yo, n, DoubleActivation::hardsigmoid);
      case HARDSWISH -> map(x, xo, y, yo, n, DoubleActivation::hardswish);
      case FLOOR -> map(x, xo, y, yo, n, Math::floor);
      case CEIL -> map(x, xo, y, yo, n, Math::ceil);
      case ROUND -> map(x, xo, y, yo, n, Math::rint);
      case NOT -> throw Unsupported.function(f, new Storage.Doubles(x));
    }
  }

  private static void map(double[] x, int xo, double[] y, int yo, int n, DoubleUnaryOperator f) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = f.applyAsDouble(x[xo + i]);
    }
  }
}
