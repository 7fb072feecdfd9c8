package dev.adjoint.nn.loss;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The check of targets that say yes or no by 1 and −1.
final class Signs {

  private Signs() {}

  /// Refuses a target that is neither −1 nor 1, at once and whenever a recorded step runs again.
  static void require(String loss, Tensor target) {
    Tensor wrong = target.detach().abs().notEqual(1).to(ElementType.I64);
    wrong.requireWithin(
        1,
        (_, position) ->
            new IllegalArgumentException(
                "%s: the target is neither -1 nor 1 at element %d; give 1 for yes and -1 for no"
                    .formatted(loss, position)));
  }
}
