package dev.adjoint.tensor;

/// What an LSTM makes of a sequence; see [RecurrentOps#lstm].
///
/// Each part has a way back of its own: a loss on the last state alone does not pay for the rest of
/// the output.
///
/// @param output the state after every step, `[T, N, H]`
/// @param hidden the state after the last step, `[N, H]`
/// @param cell the cells after the last step, `[N, H]`
public record LstmResult(Tensor output, Tensor hidden, Tensor cell) {}
