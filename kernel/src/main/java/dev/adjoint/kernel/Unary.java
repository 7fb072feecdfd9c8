package dev.adjoint.kernel;

/// The elementwise functions of one argument, `y = f(x)`.
///
/// Integer storages support [#NEGATE], [#ABS] and [#SIGN]; BOOL supports [#NOT]; F32 and F64
/// support all functions except NOT.
public enum Unary {
  NEGATE,
  ABS,
  /// −1, 0 or 1; NaN stays NaN.
  SIGN,
  RECIPROCAL,
  SQUARE,
  SQRT,
  /// `1 / sqrt(x)`, both steps rounded.
  RSQRT,
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  SINH,
  COSH,
  TANH,
  ERF,
  /// `1 / (1 + exp(−x))`.
  SIGMOID,
  /// `log(1 + exp(x))`, without overflow.
  SOFTPLUS,
  /// `max(x, 0)`; NaN stays NaN.
  RELU,
  /// `min(max(x, 0), 6)`; NaN stays NaN.
  RELU6,
  /// `x·Φ(x)`, where Φ is the distribution function of the normal distribution.
  GELU,
  /// `x · sigmoid(2·√(2/π)·(x + 0.044715·x³))`, the tanh approximation of GELU.
  GELU_TANH,
  /// `x · sigmoid(x)`.
  SILU,
  /// `x · tanh(log(1 + exp(x)))`.
  MISH,
  /// `−log(1 + exp(−x))`, without underflow.
  LOG_SIGMOID,
  /// `x / (1 + |x|)`.
  SOFTSIGN,
  /// `x − tanh(x)`.
  TANHSHRINK,
  /// `min(max(x + 3, 0), 6) / 6`.
  HARDSIGMOID,
  /// `x · min(max(x + 3, 0), 6) / 6`.
  HARDSWISH,
  FLOOR,
  CEIL,
  /// To the nearest integer, ties to even.
  ROUND,
  NOT
}
