package dev.adjoint.nn;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// What an [LstmCell] remembers of the steps so far.
///
/// @param hidden h, `[N, H]`
/// @param cell c, `[N, H]`
public record LstmState(Tensor hidden, Tensor cell) {

  /// The state before the first step: zeros.
  public static LstmState zeros(ElementType type, int batch, int size) {
    return new LstmState(Tensor.zeros(type, batch, size), Tensor.zeros(type, batch, size));
  }

  /// The same state without its history: where a long sequence is trained in parts, no gradient
  /// goes back into the part before.
  public LstmState detach() {
    return new LstmState(hidden.detach(), cell.detach());
  }
}
