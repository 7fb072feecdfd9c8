package dev.adjoint.nn.loss;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;

/// The cosine of the angle between two vectors.
final class PairSimilarity {

  /// Keeps the division by the length of a vector of zeros finite; PyTorch's number.
  static final double LEAST = 1e-12;

  private PairSimilarity() {}

  /// The size to which larger numbers are divided down; the product of two squares of such numbers
  /// is far from the largest F32.
  private static final double LARGE = 1e4;

  /// `a·b / √((a·a + 1e-12)(b·b + 1e-12))` along the last axis.
  static Tensor cosine(Tensor first, Tensor second) {
    Tensor a = within(first);
    Tensor b = within(second);
    Tensor lengths = a.square().sum(-1).add(LEAST).multiply(b.square().sum(-1).add(LEAST));
    return a.multiply(b).sum(-1).divide(lengths.sqrt());
  }

  /// The same direction with squares that do not overflow: unchanged up to [#LARGE], else divided
  /// by a constant.
  private static Tensor within(Tensor x) {
    if (x.shape().count() == 0) {
      return x;
    }
    Tensor largest = x.detach().abs().max(KeepAxes.YES, -1).clamp(LARGE, Double.MAX_VALUE);
    return x.divide(largest.divide(LARGE));
  }
}
