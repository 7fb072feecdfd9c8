package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The result of [Lstm#run] for a sequence.
///
/// A loss on [#last()] alone costs no gradient of the whole output.
///
/// @param output the states h of the last layer after every step, `[T, N, H]`, or `[N, T, H]` where
///   the batch comes first; 2H where the sequence is read in both directions, P instead of H with a
///   projection. For one sequence without a batch axis, the output and the states have none either
/// @param states the state of each cell after its last step, layer by layer, forward before reverse
public record LstmOutput(Tensor output, List<LstmState> states) {

  /// Copies the list.
  public LstmOutput {
    Require.tensor("lstm", "the output", output);
    states = Require.list("lstm", "the list of states", states);
  }

  /// The final state h of the last layer, `[N, H]`; where the sequence is read in both directions
  /// the final states of both side by side, forward before reverse, `[N, 2H]`: `torch.cat((h_n[-2],
  /// h_n[-1]), dim=-1)`. The reverse direction ends at the first step.
  public Tensor last() {
    Tensor last = states.getLast().hidden();
    boolean bothDirections = output.shape().size(-1) == 2 * last.shape().size(-1);
    return bothDirections
        ? Tensor.concat(last.shape().rank() - 1, states.get(states.size() - 2).hidden(), last)
        : last;
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
