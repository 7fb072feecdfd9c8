package dev.adjoint.kernel;

/// The functions of two F32 arguments, one line each; this is the definition that the vector loops
/// must meet to the bit.
final class FloatBinary {
  private FloatBinary() {}

  static void run(Binary f, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    switch (f) {
      case ADD -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p + q);
      case SUBTRACT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p - q);
      case MULTIPLY -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * q);
      case DIVIDE -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p / q);
      case MINIMUM -> zip(a, ao, b, bo, y, yo, n, Math::min);
      case MAXIMUM -> zip(a, ao, b, bo, y, yo, n, Math::max);
      case POW -> zip(a, ao, b, bo, y, yo, n, (p, q) -> (float) DoubleMath.pow(p, q));
      case ATAN2 -> zip(a, ao, b, bo, y, yo, n, (p, q) -> (float) StrictMath.atan2(p, q));
      case RELU_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> q > 0 ? p : 0f);
      case SIGMOID_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * q * (1f - q));
      case TANH_GRADIENT -> zip(a, ao, b, bo, y, yo, n, (p, q) -> p * Math.fma(-q, q, 1f));
      case AND, OR, XOR -> throw Unsupported.function(f, new Storage.Floats(y));
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
