package dev.adjoint.kernel;

/// The elementwise functions of two arguments of one element type, `y = f(a, b)`.
///
/// Integer storages support ADD to POW with DIVIDE truncating as Java does; BOOL supports AND, OR
/// and XOR; F32 and F64 support all but those three.
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
  /// `a` where `b > 0`, else 0: the gradient of ReLU from the incoming gradient `a` and the input
  /// or output `b`.
  RELU_GRADIENT,
  /// `a·b·(1 − b)`: the gradient of the sigmoid from the incoming gradient `a` and the output `b`.
  SIGMOID_GRADIENT,
  /// `a·(1 − b²)`: the gradient of tanh from the incoming gradient `a` and the output `b`.
  TANH_GRADIENT,
  AND,
  OR,
  XOR
}
