package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.math.DoubleMath;
import java.util.function.DoubleBinaryOperator;

/// The functions of two F64 arguments.
final class DoubleBinary {
  private DoubleBinary() {}

  static void run(Binary f, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    switch (f) {
      case ADD -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p + q);
      case SUBTRACT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p - q);
      case MULTIPLY -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * q);
      case DIVIDE -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p / q);
      case MINIMUM -> zip(a, ao, b, bo, y, yo, n, Math::min);
      case MAXIMUM -> zip(a, ao, b, bo, y, yo, n, Math::max);
      case POW -> zip(a, ao, b, bo, y, yo, n, DoubleMath::pow);
      case ATAN2 -> zip(a, ao, b, bo, y, yo, n, StrictMath::atan2);
      case RELU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> q <= 0 ? 0 : p);
      case SIGMOID_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * q * (1 - q));
      case TANH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * Math.fma(-q, q, 1));
      case RELU6_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::relu6Gradient);
      case GELU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::geluGradient);
      case GELU_TANH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::geluTanhGradient);
      case SILU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::siluGradient);
      case MISH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::mishGradient);
      case SOFTPLUS_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::softplusGradient);
      case LOG_SIGMOID_GRADIENT ->
          zip(a, ao, b, bo, y, yo, n, DoubleActivation::logSigmoidGradient);
      case SOFTSIGN_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::softsignGradient);
      case TANHSHRINK_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::tanhshrinkGradient);
      case HARDSIGMOID_GRADIENT ->
          zip(a, ao, b, bo, y, yo, n, DoubleActivation::hardsigmoidGradient);
      case HARDSWISH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, DoubleActivation::hardswishGradient);
      case AND, OR, XOR -> throw Unsupported.function(f, new Storage.Doubles(y));
    }
  }

  private static void zip(
      double[] a, int ao, double[] b, int bo, double[] y, int yo, int n, DoubleBinaryOperator f) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = f.applyAsDouble(a[ao + i], b[bo + i]);
    }
  }
}
