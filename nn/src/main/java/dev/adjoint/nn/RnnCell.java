package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One cell of a simple recurrent network (Elman 1990, `torch.nn.RNNCell`): its weights and single
/// steps with them. [Rnn] runs sequences.
///
/// ```
/// h' = f(W x + b + U h + d)
/// ```
///
/// **Shapes**: x `[N, in]`, h `[N, H]`, result `[N, H]`; `[in]` and `[H]` for one sequence.
///
/// **Gradient**: with `s = g·f'`, `s W` for x, `s U` for h and the sums of `s xᵀ` and `s hᵀ` for
/// the weights. f = tanh has no kink; that of ReLU at 0 is 0.
///
/// @param weightInput W, from x, `[H, in]`
/// @param weightHidden U, from the state, `[H, H]`
/// @param biasInput b, `[H]`, or empty for no biases
/// @param biasHidden d, `[H]`, or empty for no biases
/// @param nonlinearity f, [Activation#TANH] or [Activation#RELU]
public record RnnCell(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden,
    Activation nonlinearity)
    implements PureLayer, StateCell {

  /// Checks that the shapes agree.
  public RnnCell {
    new CellWeights(weightInput, weightHidden, biasInput, biasHidden).require("rnn", 1);
    if (nonlinearity != Activation.TANH && nonlinearity != Activation.RELU) {
      throw new IllegalArgumentException(
          "rnn: the nonlinearity is %s but must be Tanh or ReLU; use a Gru or an Lstm for gates"
              .formatted(nonlinearity));
    }
  }

  /// A cell with PyTorch's initial values: everything uniform within `±1/√H`.
  public static RnnCell of(int in, int size, RandomGenerator random) {
    CellWeights drawn = CellWeights.uniform("rnn", 1, in, size, random);
    return new RnnCell(
        drawn.weightInput(),
        drawn.weightHidden(),
        drawn.biasInput(),
        drawn.biasHidden(),
        Activation.TANH);
  }

  /// This cell without its biases.
  @CheckReturnValue
  public RnnCell withoutBias() {
    return new RnnCell(weightInput, weightHidden, Optional.empty(), Optional.empty(), nonlinearity);
  }

  /// This cell with `f = max(x, 0)` instead of tanh.
  @CheckReturnValue
  public RnnCell withRelu() {
    return new RnnCell(weightInput, weightHidden, biasInput, biasHidden, Activation.RELU);
  }

  @Override
  public int in() {
    return weightInput.shape().size(1);
  }

  @Override
  public int size() {
    return weightHidden.shape().size(1);
  }

  /// One step: x `[N, in]` and h `[N, H]`, or `[in]` and `[H]` of one sequence, to the next h.
  public Tensor step(Tensor x, Tensor h) {
    Require.tensor("rnn", "x", x);
    Require.tensor("rnn", "the state h", h);
    if (x.shape().rank() == 1) {
      return step(x.unsqueeze(0), h.unsqueeze(0)).squeeze(0);
    }
    return next(input(x), h);
  }

  /// h after one step from zeros: x `[N, in]` to `[N, H]`, or `[in]` to `[H]`.
  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("rnn", "x", x);
    if (x.shape().rank() == 1) {
      return forward(x.unsqueeze(0)).squeeze(0);
    }
    return step(x, Tensor.zeros(x.elementType(), x.shape().size(0), size()));
  }

  @Override
  public Tensor input(Tensor x) {
    return gates(Require.tensor("rnn cell", "x", x), weightInput, biasInput);
  }

  private static Tensor gates(Tensor x, Parameter weight, Optional<Parameter> bias) {
    return bias.isPresent()
        ? x.linear(weight.value(), bias.get().value())
        : x.linear(weight.value());
  }

  @Override
  public Tensor next(Tensor input, Tensor h) {
    Require.tensor("rnn cell", "the input", input);
    Require.tensor("rnn cell", "h", h);
    return nonlinearity.forward(input.add(gates(h, weightHidden, biasHidden)));
  }

  @Override
  public Map<String, Object> named(String suffix) {
    return new CellWeights(weightInput, weightHidden, biasInput, biasHidden).named(suffix);
  }

  @Override
  public Map<String, Object> parts() {
    return named("");
  }

  @Override
  public String toString() {
    return "RnnCell(%d → %d, %s%s)"
        .formatted(in(), size(), nonlinearity, biasInput.isPresent() ? "" : ", no bias");
  }
}
