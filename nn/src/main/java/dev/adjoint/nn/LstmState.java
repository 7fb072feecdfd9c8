package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The state of an [LstmCell] between two steps.
///
/// @param hidden h, `[N, H]`, or `[H]` for one sequence; with a projection `[N, P]` or `[P]`
/// @param cell c, `[N, H]` or `[H]`
public record LstmState(Tensor hidden, Tensor cell) {

  /// Checks that the shapes agree.
  public LstmState {
    Require.tensor("lstm", "the hidden state h", hidden);
    Require.tensor("lstm", "the cell state c", cell);
    if (!hidden.shape().equals(cell.shape()) && !isProjected(hidden.shape(), cell.shape())) {
      throw new ShapeException(
          "lstm",
          "the hidden state has shape %s but the cell state %s; they must be equal, [N, H] or [H], or h the shorter in the last axis where it is projected"
              .formatted(hidden.shape(), cell.shape()));
    }
  }

  /// Whether only the last axis differs, and h is the shorter one.
  private static boolean isProjected(Shape hidden, Shape cell) {
    int rank = hidden.rank();
    return rank == cell.rank()
        && rank > 0
        && hidden.size(-1) < cell.size(-1)
        && Arrays.equals(hidden.toArray(), 0, rank - 1, cell.toArray(), 0, rank - 1);
  }

  /// The states of several cells from PyTorch's `(h_0, c_0)`; [LstmOutput#hidden] and
  /// [LstmOutput#cell] give `(h_n, c_n)` back.
  ///
  /// @param hidden h of all cells, `[cells, N, H]`, or `[cells, H]` for one sequence; layer by
  ///   layer, forward before reverse
  /// @param cell c of all cells, of the same shape; with a projection h has P numbers and c has H
  public static List<LstmState> of(Tensor hidden, Tensor cell) {
    LstmState all = new LstmState(hidden, cell);
    int rank = hidden.shape().rank();
    if (rank != 2 && rank != 3) {
      throw new ShapeException(
          "lstm",
          "the states h_0 and c_0 have shape %s but must be [cells, N, H], or [cells, H] for one sequence; reshape them"
              .formatted(hidden.shape()));
    }
    List<LstmState> states = new ArrayList<>();
    for (int i = 0; i < hidden.shape().size(0); i++) {
      states.add(new LstmState(all.hidden().select(0, i), all.cell().select(0, i)));
    }
    return states;
  }

  /// The state before the first step: zeros.
  public static LstmState zeros(ElementType type, int batch, int size) {
    return new LstmState(Tensor.zeros(type, batch, size), Tensor.zeros(type, batch, size));
  }

  /// The same state without its graph. A long sequence that is trained in parts uses it between
  /// them, so that no gradient goes back into the part before.
  public LstmState detach() {
    return new LstmState(hidden.detach(), cell.detach());
  }

  /// The state of one sequence as that of a batch of one.
  LstmState batched() {
    return new LstmState(hidden.unsqueeze(0), cell.unsqueeze(0));
  }

  /// The state of a batch of one as that of one sequence.
  LstmState single() {
    return new LstmState(hidden.squeeze(0), cell.squeeze(0));
  }
}
