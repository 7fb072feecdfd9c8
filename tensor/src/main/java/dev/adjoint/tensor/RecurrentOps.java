package dev.adjoint.tensor;

import dev.adjoint.tensor.op.recurrent.LstmOp;

/// Whole sequences through recurrent networks, step after step.
public sealed interface RecurrentOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// This sequence `[T, N, in]` through a long short-term memory without biases.
  ///
  /// @param hidden the state before the first step, `[N, H]`
  /// @param cell the cells before the first step, `[N, H]`
  /// @param weightInput from x to the gates input, forget, candidate, output, `[4H, in]`
  /// @param weightHidden from the state to the gates, `[4H, H]`
  /// @throws ShapeException if the shapes do not agree
  default LstmResult lstm(Tensor hidden, Tensor cell, Tensor weightInput, Tensor weightHidden) {
    Require.present("lstm", "hidden", hidden);
    Require.present("lstm", "cell", cell);
    Require.present("lstm", "weightInput", weightInput);
    Require.present("lstm", "weightHidden", weightHidden);
    return LstmOp.of(self(), hidden, cell, weightInput, weightHidden);
  }

  /// This sequence `[T, N, in]` through a long short-term memory: for each step, with σ the
  /// sigmoid,
  ///
  /// ```
  /// i, f, g, o = W x + b + U h + d      c' = σ(f) · c + σ(i) · tanh(g)      h' = σ(o) · tanh(c')
  /// ```
  ///
  /// as `torch.nn.LSTM` computes it. Details: `Lstm` in the source.
  ///
  /// @param hidden h before the first step, `[N, H]`
  /// @param cell c before the first step, `[N, H]`
  /// @param weightInput W, from x to the gates input, forget, candidate, output, `[4H, in]`
  /// @param weightHidden U, from the state to the gates, `[4H, H]`
  /// @param biasInput b, `[4H]`
  /// @param biasHidden d, `[4H]`
  /// @throws ShapeException if the shapes do not agree
  default LstmResult lstm(
      Tensor hidden,
      Tensor cell,
      Tensor weightInput,
      Tensor weightHidden,
      Tensor biasInput,
      Tensor biasHidden) {
    Require.present("lstm", "hidden", hidden);
    Require.present("lstm", "cell", cell);
    Require.present("lstm", "weightInput", weightInput);
    Require.present("lstm", "weightHidden", weightHidden);
    Require.present("lstm", "biasInput", biasInput);
    Require.present("lstm", "biasHidden", biasHidden);
    return LstmOp.of(self(), hidden, cell, weightInput, weightHidden, biasInput, biasHidden);
  }
}
