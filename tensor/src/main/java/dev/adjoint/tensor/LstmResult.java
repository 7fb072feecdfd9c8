package dev.adjoint.tensor;

/// The result of an LSTM for a sequence; see [RecurrentOps#lstm].
///
/// The parts get their gradients separately: a loss on the last state alone costs no gradient of
/// the rest of the output.
///
/// @param output the state after every step, `[T, N, H]`
/// @param hidden the state after the last step, `[N, H]`
/// @param cell the cells after the last step, `[N, H]`
public record LstmResult(Tensor output, Tensor hidden, Tensor cell) {

  /// Refuses null.
  public LstmResult {
    Require.present("lstm", "output", output);
    Require.present("lstm", "hidden", hidden);
    Require.present("lstm", "cell", cell);
  }
}
