package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.tensor.Tensor;

/// The second derivatives of the activation functions, for gradients of gradients.
final class Curvature {
  private static final double TANH_1 = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;
  private static final double FAR = 1000;

  private Curvature() {}

  /// `φ(x)·(2 − x²)`.
  static Tensor gelu(Tensor x) {
    Tensor square = within(x).square();
    Tensor density = square.multiply(-0.5).exp().multiply(1 / Math.sqrt(2 * Math.PI));
    return density.multiply(square.negative().add(2));
  }

  /// With `s = sigmoid(w(x))` the result is `s·(1 − s)·(2w′ + x·(1 − 2s)·w′² + x·w″)`.
  static Tensor geluTanh(Tensor at) {
    Tensor x = within(at);
    Tensor square = x.square();
    Tensor w = square.multiply(CUBE).add(1).multiply(x).multiply(TANH_1);
    Tensor s = w.sigmoid();
    Tensor slope = square.multiply(3 * CUBE).add(1).multiply(TANH_1);
    Tensor bend = x.multiply(6 * CUBE * TANH_1);
    Tensor inner = s.multiply(-2).add(1).multiply(slope.square()).add(bend).multiply(x);
    return bell(w).multiply(slope.multiply(2).add(inner));
  }

  /// `s·(1 − s)·(2 + x·(1 − 2s))`.
  static Tensor silu(Tensor at) {
    Tensor x = within(at);
    Tensor s = x.sigmoid();
    return bell(x).multiply(s.multiply(-2).add(1).multiply(x).add(2));
  }

  /// With `t = tanh(softplus(x))` and `t′ = (1 − t²)·s` the result is `t′·(2 + x·(1 − s − 2t·s))`.
  static Tensor mish(Tensor at) {
    Tensor x = within(at);
    Tensor s = x.sigmoid();
    Tensor softplus = x.softplus();
    Tensor t = softplus.tanh();
    Tensor slope = oneMinusSquaredTanh(softplus).multiply(s);
    Tensor inner = t.multiply(2).add(1).multiply(s).negative().add(1);
    return slope.multiply(inner.multiply(x).add(2));
  }

  static Tensor softplus(Tensor x) {
    return bell(x);
  }

  static Tensor logSigmoid(Tensor x) {
    return bell(x).negative();
  }

  /// `−2·sign(x) / (1 + |x|)³`.
  static Tensor softsign(Tensor x) {
    return x.sign().multiply(-2).divide(x.abs().add(1).pow(3));
  }

  /// `2t·(1 − t²)` with `t = tanh(x)`.
  static Tensor tanhshrink(Tensor x) {
    return x.tanh().multiply(2).multiply(oneMinusSquaredTanh(x));
  }

  /// ⅓ between −3 and 3, and 0 at ±3 and beyond.
  static Tensor hardswish(Tensor x) {
    return x.abs().less(3).to(x.elementType()).divide(3);
  }

  /// `s·(1 − s)` with `s = sigmoid(x)`. The second factor is sigmoid(−x), since 1 − s loses digits.
  private static Tensor bell(Tensor x) {
    return x.sigmoid().multiply(x.negative().sigmoid());
  }

  /// `1 − tanh(x)²` without cancellation.
  private static Tensor oneMinusSquaredTanh(Tensor x) {
    return bell(x.multiply(2)).multiply(4);
  }

  /// x limited to where a gate is exactly 0 or 1, so that 0·∞ does not occur.
  private static Tensor within(Tensor x) {
    return x.clamp(-FAR, FAR);
  }
}
