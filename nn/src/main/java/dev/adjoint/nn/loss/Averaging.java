package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// How the losses of the elements or samples become the result (`reduction` in PyTorch).
public enum Averaging {
  /// The mean: the default.
  MEAN,
  /// The sum.
  SUM,
  /// No reduction: all losses.
  NONE;

  /// What to give where an averaging is missing.
  static final String FIX = "give Averaging.MEAN, SUM or NONE";

  /// The losses of weighted elements; the mean is divided by the sum of the weights.
  Tensor apply(Tensor losses, Tensor weights) {
    return this == MEAN ? losses.sum().divide(weights.sum()) : apply(losses);
  }

  Tensor apply(Tensor losses) {
    return switch (this) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case NONE -> losses;
    };
  }
}
