package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.tensor.Tensor;

/// The second derivatives of the activation functions, for gradients of gradients.
final class Curvature {
  private static final double TANH_1 = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;

  private Curvature() {}

  /// `φ(x)·(2 − x²)`.
  static Tensor gelu(Tensor x) {
    Tensor square = x.square();
    Tensor density = square.multiply(-0.5).exp().multiply(1 / Math.sqrt(2 * Math.PI));
    return density.multiply(square.negative().add(2));
  }

  /// With `s = sigmoid(w(x))` the result is `s·(1 − s)·(2w′ + x·(1 − 2s)·w′² + x·w″)`.
  static Tensor geluTanh(Tensor x) {
    Tensor square = x.square();
    Tensor s = square.multiply(CUBE).add(1).multiply(x).multiply(TANH_1).sigmoid();
    Tensor slope = square.multiply(3 * CUBE).add(1).multiply(TANH_1);
    Tensor bend = x.multiply(6 * CUBE * TANH_1);
    Tensor inner = s.multiply(-2).add(1).multiply(slope.square()).add(bend).multiply(x);
    return bell(s).multiply(slope.multiply(2).add(inner));
  }

  /// `s·(1 − s)·(2 + x·(1 − 2s))`.
  static Tensor silu(Tensor x) {
    Tensor s = x.sigmoid();
    return bell(s).multiply(s.multiply(-2).add(1).multiply(x).add(2));
  }

  /// With `t = tanh(softplus(x))` and `t′ = (1 − t²)·s` the result is `t′·(2 + x·(1 − s − 2t·s))`.
  static Tensor mish(Tensor x) {
    Tensor s = x.sigmoid();
    Tensor t = x.softplus().tanh();
    Tensor slope = t.square().negative().add(1).multiply(s);
    Tensor inner = t.multiply(2).add(1).multiply(s).negative().add(1);
    return slope.multiply(inner.multiply(x).add(2));
  }

  static Tensor softplus(Tensor x) {
    return bell(x.sigmoid());
  }

  static Tensor logSigmoid(Tensor x) {
    return bell(x.sigmoid()).negative();
  }

  /// `−2·sign(x) / (1 + |x|)³`.
  static Tensor softsign(Tensor x) {
    return x.sign().multiply(-2).divide(x.abs().add(1).pow(3));
  }

  /// `2t·(1 − t²)` with `t = tanh(x)`.
  static Tensor tanhshrink(Tensor x) {
    Tensor t = x.tanh();
    return t.multiply(2).multiply(t.square().negative().add(1));
  }

  /// ⅓ between −3 and 3, else 0.
  static Tensor hardswish(Tensor x) {
    return x.abs().lessEqual(3).to(x.elementType()).divide(3);
  }

  private static Tensor bell(Tensor s) {
    return s.multiply(s.negative().add(1));
  }
}
