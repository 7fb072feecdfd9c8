package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One long short-term memory: its weights and single steps with them. [Lstm] runs sequences.
///
/// ```
/// i, f, g, o = W x + b + U h + d      c' = σ(f) · c + σ(i) · tanh(g)      h' = σ(o) · tanh(c')
/// ```
///
/// @param weightInput W, from x to the gates input, forget, candidate, output, `[4H, in]`
/// @param weightHidden U, from the state to the gates, `[4H, H]`
/// @param biasInput b, `[4H]`, or empty for no biases
/// @param biasHidden d, `[4H]`, or empty for no biases
public record LstmCell(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden)
    implements PureLayer {

  /// Checks that the shapes agree.
  public LstmCell {
    Shape input = Require.given("lstm", "the input weight", weightInput).shape();
    Shape hidden = Require.given("lstm", "the hidden weight", weightHidden).shape();
    Require.optional("lstm", "the input bias", biasInput);
    Require.optional("lstm", "the hidden bias", biasHidden);
    if (input.rank() != 2 || input.size(0) % 4 != 0) {
      throw new ShapeException(
          "lstm",
          "the input weight has shape %s but must be [4H, in]; give four gates of H rows"
              .formatted(input));
    }
    if (!hidden.equals(Shape.of(input.size(0), input.size(0) / 4))) {
      throw new ShapeException(
          "lstm",
          "the hidden weight has shape %s but must be %3$s for the input weight %2$s; give [4H, H]"
              .formatted(hidden, input, Shape.of(input.size(0), input.size(0) / 4)));
    }
    requireSizes(input.size(1), hidden.size(1));
    if (biasInput.isPresent() != biasHidden.isPresent()) {
      throw new IllegalArgumentException(
          "lstm: there is one bias but there must be two or none; give an input and a hidden bias");
    }
    biasInput.ifPresent(bias -> requireBias(bias.shape(), input));
    biasHidden.ifPresent(bias -> requireBias(bias.shape(), input));
  }

  private static void requireSizes(int in, int size) {
    Require.size("lstm", "the number of inputs", in, "give the size of the last axis of x");
    Require.size("lstm", "the size of the state", size, "give the size of the result");
  }

  private static void requireBias(Shape bias, Shape weight) {
    if (!bias.equals(Shape.of(weight.size(0)))) {
      throw new ShapeException(
          "lstm",
          "a bias has shape %s but the input weight %s has %d rows; give a bias of [%d]"
              .formatted(bias, weight, weight.size(0), weight.size(0)));
    }
  }

  /// A cell with PyTorch's initial values: everything uniform within `±1/√H`.
  public static LstmCell of(int in, int size, RandomGenerator random) {
    requireSizes(in, size);
    Require.random("lstm", random);
    double bound = 1 / Math.sqrt(size);
    Initializer uniform = Initializer.uniform(-bound, bound);
    return new LstmCell(
        Parameter.of(uniform.of(Shape.of(4 * size, in), random)),
        Parameter.of(uniform.of(Shape.of(4 * size, size), random)),
        Optional.of(Parameter.of(uniform.of(Shape.of(4 * size), random))),
        Optional.of(Parameter.of(uniform.of(Shape.of(4 * size), random))));
  }

  /// This cell without its biases.
  public LstmCell withoutBias() {
    return new LstmCell(weightInput, weightHidden, Optional.empty(), Optional.empty());
  }

  /// This cell with new biases whose sum is `value` at the forget gates. The larger it is, the
  /// longer the cell remembers at first. 1 is usual (Jozefowicz, Zaremba & Sutskever 2015), `log(T
  /// − 1)` to remember T steps (Tallec & Ollivier 2018).
  ///
  /// @throws IllegalStateException if there are no biases
  @CheckReturnValue
  public LstmCell withForgetBias(double value) {
    return new LstmCell(
        weightInput,
        weightHidden,
        Optional.of(withForgetBias(biasInput, value)),
        Optional.of(withForgetBias(biasHidden, 0)));
  }

  private Parameter withForgetBias(Optional<Parameter> bias, double value) {
    Tensor b =
        bias.orElseThrow(() ->
                new IllegalStateException(
                    "lstm: the forget bias needs biases but %s has none; make it with biases"
                        .formatted(this)))
            .value()
            .detach();
    Tensor forget = Tensor.full(b.elementType(), Shape.of(size()), value);
    Tensor after = b.slice(0, 2 * size());
    return Parameter.of(Tensor.concat(0, b.slice(0, 0, size()), forget, after));
  }

  /// The features of x.
  public int in() {
    return weightInput.shape().size(1);
  }

  /// H, the numbers of h and of c.
  public int size() {
    return weightHidden.shape().size(1);
  }

  /// One step: x `[N, in]`, or `[in]` of one sequence, and the state before it to the state after
  /// it.
  public LstmState step(Tensor x, LstmState state) {
    Require.tensor("lstm", "x", x);
    Require.given("lstm", "the state", state, "give LstmState.zeros(type, batch, size)");
    if (x.shape().rank() == 1) {
      return step(x.unsqueeze(0), state.batched()).single();
    }
    LstmResult result = sequence(x.unsqueeze(0), state);
    return new LstmState(result.hidden(), result.cell());
  }

  /// h after one step from a state of zeros: x `[N, in]` to `[N, H]`, or `[in]` to `[H]`.
  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("lstm", "x", x);
    if (x.shape().rank() == 1) {
      return forward(x.unsqueeze(0)).squeeze(0);
    }
    return step(x, LstmState.zeros(x.elementType(), x.shape().size(0), size())).hidden();
  }

  /// All steps of x `[T, N, in]`.
  LstmResult sequence(Tensor x, LstmState state) {
    Tensor w = weightInput.value();
    Tensor u = weightHidden.value();
    if (biasInput.isEmpty() || biasHidden.isEmpty()) {
      return x.lstm(state.hidden(), state.cell(), w, u);
    }
    Tensor b = biasInput.get().value();
    return x.lstm(state.hidden(), state.cell(), w, u, b, biasHidden.get().value());
  }

  /// The parameters under PyTorch's names, each followed by `suffix`.
  Map<String, Object> named(String suffix) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("weight_ih" + suffix, weightInput);
    parts.put("weight_hh" + suffix, weightHidden);
    biasInput.ifPresent(bias -> parts.put("bias_ih" + suffix, bias));
    biasHidden.ifPresent(bias -> parts.put("bias_hh" + suffix, bias));
    return parts;
  }

  @Override
  public Map<String, Object> parts() {
    return named("");
  }

  @Override
  public String toString() {
    return "LstmCell(%d → %d%s)".formatted(in(), size(), biasInput.isPresent() ? "" : ", no bias");
  }
}
