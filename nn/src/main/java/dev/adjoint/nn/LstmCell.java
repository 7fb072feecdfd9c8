package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One long short-term memory: its weights and single steps with them. [Lstm] runs sequences.
///
/// ```
/// i, f, g, o = W x + b + U h + d      c' = σ(f) · c + σ(i) · tanh(g)      h' = σ(o) · tanh(c')
/// ```
///
/// With a projection R, the state is smaller than the cell: `h' = R (σ(o) · tanh(c'))` (Sak, Senior
/// & Beaufays 2014). `torch.nn.LSTMCell` has none; `torch.nn.LSTM` does.
///
/// **Shapes**: x `[N, in]`, h and c `[N, H]`; `[in]` and `[H]` for one sequence. With a projection
/// h is `[N, P]`.
///
/// **Gradient**: by the chain rule through the gates; σ and tanh have no kinks.
///
/// @param weightInput W, from x to the gates input, forget, candidate, output, `[4H, in]`
/// @param weightHidden U, from the state to the gates, `[4H, H]`, or `[4H, P]` with a projection
/// @param biasInput b, `[4H]`, or empty for no biases
/// @param biasHidden d, `[4H]`, or empty for no biases
/// @param projection R, from H to the P numbers of the state, `[P, H]` with P below H, or empty for
///   none
public record LstmCell(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden,
    Optional<Parameter> projection)
    implements PureLayer {

  /// Checks that the shapes agree.
  public LstmCell {
    new CellWeights(weightInput, weightHidden, biasInput, biasHidden)
        .require("lstm", 4, projection);
  }

  /// A cell without a projection.
  public LstmCell(
      Parameter weightInput,
      Parameter weightHidden,
      Optional<Parameter> biasInput,
      Optional<Parameter> biasHidden) {
    this(weightInput, weightHidden, biasInput, biasHidden, Optional.empty());
  }

  /// A cell with PyTorch's initial values: everything uniform within `±1/√H`.
  public static LstmCell of(int in, int size, RandomGenerator random) {
    CellWeights drawn = CellWeights.uniform("lstm", 4, in, size, random);
    return new LstmCell(
        drawn.weightInput(), drawn.weightHidden(), drawn.biasInput(), drawn.biasHidden());
  }

  /// A cell that projects its state to `projected` numbers, with PyTorch's initial values:
  /// everything uniform within `±1/√H`.
  public static LstmCell of(int in, int size, int projected, RandomGenerator random) {
    Require.size(
        "lstm", "the size of the projection", projected, "give fewer than the size of the state");
    CellWeights drawn = CellWeights.uniform("lstm", 4, in, size, random);
    double bound = 1 / Math.sqrt(size);
    Initializer uniform = Initializer.uniform(-bound, bound);
    return new LstmCell(
        drawn.weightInput(),
        Parameter.of(uniform.of(Shape.of(4 * size, projected), random)),
        drawn.biasInput(),
        drawn.biasHidden(),
        Optional.of(Parameter.of(uniform.of(Shape.of(projected, size), random))));
  }

  /// This cell without its biases.
  @CheckReturnValue
  public LstmCell withoutBias() {
    return new LstmCell(weightInput, weightHidden, Optional.empty(), Optional.empty(), projection);
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
        Optional.of(withForgetBias(biasHidden, 0)),
        projection);
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

  /// H, the numbers of c, and of h where it is not projected.
  public int size() {
    return weightInput.shape().size(0) / 4;
  }

  /// The numbers of h: P with a projection, else H.
  public int out() {
    return weightHidden.shape().size(1);
  }

  /// The state before the first step of N sequences: zeros.
  LstmState zeros(ElementType type, int batch) {
    return new LstmState(Tensor.zeros(type, batch, out()), Tensor.zeros(type, batch, size()));
  }

  CellStack.Sizes sizes() {
    return new CellStack.Sizes(in(), size(), out());
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

  /// h after one step from a state of zeros: x `[N, in]` to `[N, H]`, or `[in]` to `[H]`; to P
  /// numbers with a projection.
  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("lstm", "x", x);
    if (x.shape().rank() == 1) {
      return forward(x.unsqueeze(0)).squeeze(0);
    }
    return step(x, zeros(x.elementType(), x.shape().size(0))).hidden();
  }

  /// All steps of x `[T, N, in]`.
  LstmResult sequence(Tensor x, LstmState state) {
    if (projection.isPresent()) {
      return new ProjectedLstm(this, projection.get().value()).run(x, state);
    }
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
    Map<String, Object> parts =
        new CellWeights(weightInput, weightHidden, biasInput, biasHidden).named(suffix);
    projection.ifPresent(weight -> parts.put("weight_hr" + suffix, weight));
    return parts;
  }

  @Override
  public Map<String, Object> parts() {
    return named("");
  }

  @Override
  public String toString() {
    return "LstmCell(%s%s)".formatted(sizes(), biasInput.isPresent() ? "" : ", no bias");
  }
}
