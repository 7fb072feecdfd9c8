package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One gated recurrent unit (Cho et al. 2014, in the form of `torch.nn.GRUCell`): its weights and
/// single steps with them. [Gru] runs sequences.
///
/// ```
/// r = σ(Wr x + br + Ur h + dr)      n  = tanh(Wn x + bn + r · (Un h + dn))
/// z = σ(Wz x + bz + Uz h + dz)      h' = (1 − z) · n + z · h
/// ```
///
/// **Shapes**: x `[N, in]`, h `[N, H]`, result `[N, H]`; `[in]` and `[H]` for one sequence.
///
/// **Gradient**: by the chain rule through the gates; σ and tanh have no kinks.
///
/// @param weightInput W, from x to the gates reset, update, new, `[3H, in]`
/// @param weightHidden U, from the state to the gates, `[3H, H]`
/// @param biasInput b, `[3H]`, or empty for no biases
/// @param biasHidden d, `[3H]`, or empty for no biases
public record GruCell(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden)
    implements PureLayer, StateCell {

  /// Checks that the shapes agree.
  public GruCell {
    new CellWeights(weightInput, weightHidden, biasInput, biasHidden).require("gru", 3);
  }

  /// A cell with PyTorch's initial values: everything uniform within `±1/√H`.
  public static GruCell of(int in, int size, RandomGenerator random) {
    CellWeights drawn = CellWeights.uniform("gru", 3, in, size, random);
    return new GruCell(
        drawn.weightInput(), drawn.weightHidden(), drawn.biasInput(), drawn.biasHidden());
  }

  /// This cell without its biases.
  @CheckReturnValue
  public GruCell withoutBias() {
    return new GruCell(weightInput, weightHidden, Optional.empty(), Optional.empty());
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
    Require.tensor("gru", "x", x);
    Require.tensor("gru", "the state h", h);
    if (x.shape().rank() == 1) {
      return step(x.unsqueeze(0), h.unsqueeze(0)).squeeze(0);
    }
    return next(input(x), h);
  }

  /// h after one step from zeros: x `[N, in]` to `[N, H]`, or `[in]` to `[H]`.
  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("gru", "x", x);
    if (x.shape().rank() == 1) {
      return forward(x.unsqueeze(0)).squeeze(0);
    }
    return step(x, Tensor.zeros(x.elementType(), x.shape().size(0), size()));
  }

  @Override
  public Tensor input(Tensor x) {
    return gates(Require.tensor("gru cell", "x", x), weightInput, biasInput);
  }

  private static Tensor gates(Tensor x, Parameter weight, Optional<Parameter> bias) {
    return bias.isPresent()
        ? x.linear(weight.value(), bias.get().value())
        : x.linear(weight.value());
  }

  @Override
  public Tensor next(Tensor input, Tensor h) {
    Require.tensor("gru cell", "the input", input);
    Require.tensor("gru cell", "h", h);
    Tensor hidden = gates(h, weightHidden, biasHidden);
    int size = size();
    Tensor both = input.slice(-1, 0, 2 * size).add(hidden.slice(-1, 0, 2 * size)).sigmoid();
    Tensor r = both.slice(-1, 0, size);
    Tensor z = both.slice(-1, size, 2 * size);
    Tensor n = input.slice(-1, 2 * size).add(r.multiply(hidden.slice(-1, 2 * size))).tanh();
    return n.add(z.multiply(h.subtract(n)));
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
    return "GruCell(%d → %d%s)".formatted(in(), size(), biasInput.isPresent() ? "" : ", no bias");
  }
}
