package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The result of [Gru#run] and of [Rnn#run] for a sequence.
///
/// @param output the states h of the last layer after every step, `[T, N, H]`, or `[N, T, H]` where
///   the batch comes first; 2H where the sequence is read in both directions. For one sequence
///   without a batch axis, the output and the states have none either
/// @param states the state of each cell after its last step, `[N, H]`, layer by layer, forward
///   before reverse
public record GruOutput(Tensor output, List<Tensor> states) {

  /// Copies the list.
  public GruOutput {
    Require.tensor("gru", "the output", output);
    states = Require.list("gru", "the list of states", states);
  }

  /// The final state of the last layer, `[N, H]`; where the sequence is read in both directions the
  /// final states of both side by side, forward before reverse, `[N, 2H]`.
  public Tensor last() {
    Tensor last = states.getLast();
    boolean bothDirections = output.shape().size(-1) == 2 * last.shape().size(-1);
    return bothDirections
        ? Tensor.concat(last.shape().rank() - 1, states.get(states.size() - 2), last)
        : last;
  }

  /// h of all cells, `[cells, N, H]`: PyTorch's `h_n`.
  public Tensor hidden() {
    return Tensor.stack(0, states.toArray(Tensor[]::new));
  }
}
