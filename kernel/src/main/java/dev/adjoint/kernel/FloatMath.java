package dev.adjoint.kernel;

/// The F32 functions that training calls most.
final class FloatMath {
  private FloatMath() {}

  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  static float erf(float x) {
    return (float) DoubleMath.erf(x);
  }

  static float sigmoid(float x) {
    return (float) DoubleMath.sigmoid(x);
  }

  static float softplus(float x) {
    return (float) DoubleMath.softplus(x);
  }
}
