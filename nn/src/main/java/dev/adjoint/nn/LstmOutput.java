package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;
import java.util.List;

/// What [Lstm#run] makes of a sequence.
///
/// A loss on [#last()] alone does not pay for a gradient of the whole output.
///
/// @param output the states of the last layer after every step, `[T, N, H]`, or `[N, T, H]` where
///   the batch comes first; both directions beside each other make `2H`. One sequence alone has no
///   axis of sequences, here and in the states
/// @param states what each cell remembers after its last step, layer by layer, forward before
///   reverse
public record LstmOutput(Tensor output, List<LstmState> states) {

  /// Copies the list.
  public LstmOutput {
    states = List.copyOf(states);
  }

  /// h of the last cell after its last step, `[N, H]`.
  public Tensor last() {
    return states.getLast().hidden();
  }

  /// h of all cells, `[cells, N, H]`: PyTorch's `h_n`.
  public Tensor hidden() {
    return Tensor.stack(0, states.stream().map(LstmState::hidden).toArray(Tensor[]::new));
  }

  /// c of all cells, `[cells, N, H]`: PyTorch's `c_n`.
  public Tensor cell() {
    return Tensor.stack(0, states.stream().map(LstmState::cell).toArray(Tensor[]::new));
  }
}
