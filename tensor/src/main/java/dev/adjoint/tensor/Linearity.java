package dev.adjoint.tensor;

/// How the value of an operation depends on its inputs: what forward mode needs to know to compute
/// the derivative along a direction by one application of the operation.
public enum Linearity {
  /// Nothing is known: the derivative is found by two backward passes through this operation alone.
  NONE,
  /// Linear in all floating-point inputs together, such as sums, views and casts: the derivative is
  /// the operation of the directions.
  LINEAR,
  /// Linear in each input alone, such as products: one application for each input that moves.
  MULTILINEAR,
  /// Each number of the value depends on the numbers at the same index of the inputs, which are
  /// broadcast: the derivative along a direction is that of the backward pass.
  ELEMENTWISE
}
