package dev.adjoint.nn;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// What an [LstmCell] remembers of the steps so far.
///
/// @param hidden h, `[N, H]`, or `[H]` for one sequence
/// @param cell c, of the same shape
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

  /// That of one sequence as that of a batch of one.
  LstmState batched() {
    return new LstmState(hidden.unsqueeze(0), cell.unsqueeze(0));
  }

  /// That of a batch of one as that of one sequence.
  LstmState single() {
    return new LstmState(hidden.squeeze(0), cell.squeeze(0));
  }
}
