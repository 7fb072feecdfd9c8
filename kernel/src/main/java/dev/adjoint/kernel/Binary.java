package dev.adjoint.kernel;

/// The elementwise functions of two arguments of one element type, `y = f(a, b)`.
///
/// Integer storages support ADD to POW, where DIVIDE truncates as in Java; BOOL supports AND, OR
/// and XOR; F32 and F64 support all functions except those three.
public enum Binary {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  /// NaN if either argument is NaN.
  MINIMUM,
  /// NaN if either argument is NaN.
  MAXIMUM,
  POW,
  ATAN2,
  /// 0 where `b ≤ 0`, else `a`, also where b is NaN: the gradient of ReLU from the incoming
  /// gradient `a` and the input or output `b`.
  RELU_GRADIENT,
  /// `a·b·(1 − b)`: the gradient of the sigmoid from the incoming gradient `a` and the output `b`.
  SIGMOID_GRADIENT,
  /// `a·(1 − b²)`: the gradient of tanh from the incoming gradient `a` and the output `b`.
  TANH_GRADIENT,
  /// 0 where `b ≤ 0` or `b ≥ 6`, else `a`: the gradient of ReLU6 from the incoming gradient `a` and
  /// the input `b`. All constants below take the same arguments.
  RELU6_GRADIENT,
  /// `a·(Φ(b) + b·φ(b))`, where φ is the density of the normal distribution.
  GELU_GRADIENT,
  /// `a·(s + b·s·(1 − s)·u)` with `s = sigmoid(w)`, `w = 2·√(2/π)·(b + 0.044715·b³)` and `u =
  /// dw/db`.
  GELU_TANH_GRADIENT,
  /// `a·(s + b·s·(1 − s))` with `s = sigmoid(b)`.
  SILU_GRADIENT,
  /// `a·(t + b·(1 − t²)·sigmoid(b))` with `t = tanh(log(1 + exp(b)))`.
  MISH_GRADIENT,
  /// `a·sigmoid(b)`.
  SOFTPLUS_GRADIENT,
  /// `a·sigmoid(−b)`.
  LOG_SIGMOID_GRADIENT,
  /// `a / (1 + |b|)²`.
  SOFTSIGN_GRADIENT,
  /// `a·tanh(b)²`.
  TANHSHRINK_GRADIENT,
  /// `a/6` where `−3 < b < 3`, else 0.
  HARDSIGMOID_GRADIENT,
  /// 0 for `b ≤ −3`, `a` for `b ≥ 3`, else `a·(b/3 + ½)`.
  HARDSWISH_GRADIENT,
  AND,
  OR,
  XOR
}
