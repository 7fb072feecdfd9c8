package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// The cosine of the angle between two vectors.
final class PairSimilarity {

  /// Keeps the division by the length of a vector of zeros finite; PyTorch's number.
  static final double LEAST = 1e-12;

  private PairSimilarity() {}

  /// `a·b / √((a·a + 1e-12)(b·b + 1e-12))` along the last axis.
  static Tensor cosine(Tensor a, Tensor b) {
    Tensor lengths = a.square().sum(-1).add(LEAST).multiply(b.square().sum(-1).add(LEAST));
    return a.multiply(b).sum(-1).divide(lengths.sqrt());
  }
}
