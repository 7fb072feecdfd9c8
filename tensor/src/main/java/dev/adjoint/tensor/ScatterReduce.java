package dev.adjoint.tensor;

/// How [Tensor#scatterReduce] puts elements together that go to the same position.
public enum ScatterReduce {
  /// Their sum.
  SUM,
  /// Their product.
  PROD,
  /// Their sum divided by their number.
  MEAN,
  /// The largest.
  AMAX,
  /// The smallest.
  AMIN
}
