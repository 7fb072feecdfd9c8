package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
/// @param weightInput W, from x to the gates reset, update, new, `[3H, in]`
/// @param weightHidden U, from the state to the gates, `[3H, H]`
/// @param biasInput b, `[3H]`, or empty for no biases
/// @param biasHidden d, `[3H]`, or empty for no biases
public record GruCell(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden)
    implements PureLayer {

  /// Checks that the shapes agree.
  public GruCell {
    Shape input = Require.given("gru", "the input weight", weightInput).shape();
    Shape hidden = Require.given("gru", "the hidden weight", weightHidden).shape();
    Require.optional("gru", "the input bias", biasInput);
    Require.optional("gru", "the hidden bias", biasHidden);
    if (input.rank() != 2 || input.size(0) % 3 != 0) {
      throw new ShapeException(
          "gru",
          "the input weight has shape %s but must be [3H, in]; give three gates of H rows"
              .formatted(input));
    }
    Shape square = Shape.of(input.size(0), input.size(0) / 3);
    if (!hidden.equals(square)) {
      throw new ShapeException(
          "gru",
          "the hidden weight has shape %s but must be %s for the input weight %s; give [3H, H]"
              .formatted(hidden, square, input));
    }
    requireSizes(input.size(1), hidden.size(1));
    if (biasInput.isPresent() != biasHidden.isPresent()) {
      throw new IllegalArgumentException(
          "gru: there is one bias but there must be two or none; give an input and a hidden bias");
    }
    biasInput.ifPresent(bias -> requireBias(bias.shape(), input));
    biasHidden.ifPresent(bias -> requireBias(bias.shape(), input));
  }

  private static void requireSizes(int in, int size) {
    Require.size("gru", "the number of inputs", in, "give the size of the last axis of x");
    Require.size("gru", "the size of the state", size, "give the size of the result");
  }

  private static void requireBias(Shape bias, Shape weight) {
    if (!bias.equals(Shape.of(weight.size(0)))) {
      throw new ShapeException(
          "gru",
          "a bias has shape %s but the input weight %s has %d rows; give a bias of [%d]"
              .formatted(bias, weight, weight.size(0), weight.size(0)));
    }
  }

  /// A cell with PyTorch's initial values: everything uniform within `±1/√H`.
  public static GruCell of(int in, int size, RandomGenerator random) {
    requireSizes(in, size);
    Require.random("gru", random);
    double bound = 1 / Math.sqrt(size);
    Initializer uniform = Initializer.uniform(-bound, bound);
    return new GruCell(
        Parameter.of(uniform.of(Shape.of(3 * size, in), random)),
        Parameter.of(uniform.of(Shape.of(3 * size, size), random)),
        Optional.of(Parameter.of(uniform.of(Shape.of(3 * size), random))),
        Optional.of(Parameter.of(uniform.of(Shape.of(3 * size), random))));
  }

  /// This cell without its biases.
  public GruCell withoutBias() {
    return new GruCell(weightInput, weightHidden, Optional.empty(), Optional.empty());
  }

  /// The features of x.
  public int in() {
    return weightInput.shape().size(1);
  }

  /// H, the numbers of h.
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
    return next(gates(x, weightInput, biasInput), h);
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

  /// The states after all steps of x `[T, N, in]` from h `[N, H]`, each `[N, H]`. The products with
  /// W are computed for all steps at once.
  List<Tensor> sequence(Tensor x, Tensor h) {
    Tensor input = gates(x, weightInput, biasInput);
    List<Tensor> states = new ArrayList<>();
    Tensor state = h;
    for (int t = 0; t < x.shape().size(0); t++) {
      state = next(input.select(0, t), state);
      states.add(state);
    }
    return states;
  }

  private static Tensor gates(Tensor x, Parameter weight, Optional<Parameter> bias) {
    return bias.isPresent()
        ? x.linear(weight.value(), bias.get().value())
        : x.linear(weight.value());
  }

  private Tensor next(Tensor input, Tensor h) {
    Tensor hidden = gates(h, weightHidden, biasHidden);
    int size = size();
    Tensor both = input.slice(-1, 0, 2 * size).add(hidden.slice(-1, 0, 2 * size)).sigmoid();
    Tensor r = both.slice(-1, 0, size);
    Tensor z = both.slice(-1, size, 2 * size);
    Tensor n = input.slice(-1, 2 * size).add(r.multiply(hidden.slice(-1, 2 * size))).tanh();
    return n.add(z.multiply(h.subtract(n)));
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
    return "GruCell(%d → %d%s)".formatted(in(), size(), biasInput.isPresent() ? "" : ", no bias");
  }
}
