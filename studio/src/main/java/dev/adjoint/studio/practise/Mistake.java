package dev.adjoint.studio.practise;

/// Common mistakes in computing a gradient by hand.
public enum Mistake {
  /// The sign is reversed.
  SIGN,
  /// The 2 of the square is missing.
  MISSING_TWO,
  /// The factor of the input is missing: the derivative of the inner function.
  MISSING_FACTOR,
  /// The derivative of the activation is missing.
  MISSING_LOCAL,
  /// The derivative of the activation is taken at z, not at a.
  AT_Z,
  /// One of two paths from the value to the loss is missing.
  MISSING_BRANCH,
  /// The sum over the outputs is missing.
  MISSING_OUTPUT_SUM,
  /// The sum over the batch is missing: only the first sample counts.
  MISSING_BATCH_SUM,
  /// The division by the number of samples is missing.
  MISSING_MEAN,
  /// A transpose is missing or superfluous: the element of the other row and column.
  TRANSPOSE,
  /// The softmax is applied twice.
  DOUBLE_SOFTMAX,
  /// The target is missing: p instead of p − y.
  MISSING_TARGET,
  /// An old gradient was not set to zero and is added.
  OLD_GRADIENT,
  /// The momentum is left out.
  MISSING_MOMENTUM,
  /// The rate is left out.
  MISSING_RATE,
  /// The gradient is added, which goes uphill.
  UPHILL
}
