package dev.adjoint.kernel;

/// The elementwise functions of one argument, `y = f(x)`.
///
/// Integer storages support [#NEGATE], [#ABS] and [#SIGN]; BOOL supports [#NOT]; F32 and F64
/// support all but NOT.
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
  FLOOR,
  CEIL,
  /// To the nearest integer, ties to even.
  ROUND,
  NOT
}
