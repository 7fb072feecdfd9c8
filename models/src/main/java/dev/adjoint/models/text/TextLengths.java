package dev.adjoint.models.text;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// How many tokens texts have that end in padding.
final class TextLengths {

  private TextLengths() {}

  /// The number of tokens other than 0, at least 1: tokens `[N, T]`, result `[N]` (I64).
  static Tensor of(Tensor tokens) {
    Tensor counts = tokens.notEqual(0).to(ElementType.I64).sum(1);
    return counts.maximum(Tensor.scalar(1L));
  }
}
