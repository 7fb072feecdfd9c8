package dev.adjoint.nn.loss;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// Refuses numbers that cannot be probabilities or weights, at once and whenever a recorded step
/// runs again. NaN passes: the loss is then NaN.
final class Probability {

  private Probability() {}

  /// Refuses numbers outside `0 … 1`.
  static void require(String loss, String name, Tensor p, String fix) {
    Tensor value = p.detach();
    requireNone(
        value.less(0).to(ElementType.I64).add(value.greater(1).to(ElementType.I64)),
        "%s: %s is outside 0 … 1".formatted(loss, name),
        fix);
  }

  /// Refuses numbers below 0.
  static void requireNotNegative(String loss, String name, Tensor weights, String fix) {
    requireNone(
        weights.detach().less(0).to(ElementType.I64),
        "%s: %s is negative".formatted(loss, name),
        fix);
  }

  /// @param wrong 1 where a number is refused, else 0
  private static void requireNone(Tensor wrong, String text, String fix) {
    wrong.requireWithin(
        1,
        (_, position) ->
            new IllegalArgumentException("%s at element %d; %s".formatted(text, position, fix)));
  }
}
