package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The weights of a recurrent cell with G gates: the checks, the initial values and the names that
/// [LstmCell] and [GruCell] share.
///
/// @param weightInput from x to the gates, `[GH, in]`
/// @param weightHidden from the state to the gates, `[GH, H]`
/// @param biasInput `[GH]`, or empty for no biases
/// @param biasHidden `[GH]`, or empty for no biases
record CellWeights(
    Parameter weightInput,
    Parameter weightHidden,
    Optional<Parameter> biasInput,
    Optional<Parameter> biasHidden) {

  private static final List<String> GATES =
      List.of("one gate", "two gates", "three gates", "four gates");

  /// Weights with PyTorch's initial values: everything uniform within `±1/√H`.
  static CellWeights uniform(String owner, int gates, int in, int size, RandomGenerator random) {
    requireSizes(owner, in, size);
    Require.random(owner, random);
    double bound = 1 / Math.sqrt(size);
    Initializer uniform = Initializer.uniform(-bound, bound);
    return new CellWeights(
        Parameter.of(uniform.of(Shape.of(gates * size, in), random)),
        Parameter.of(uniform.of(Shape.of(gates * size, size), random)),
        Optional.of(Parameter.of(uniform.of(Shape.of(gates * size), random))),
        Optional.of(Parameter.of(uniform.of(Shape.of(gates * size), random))));
  }

  /// Checks that nothing is null and that the shapes agree, where the state is what the gates give.
  void require(String owner, int gates) {
    require(owner, gates, Optional.empty());
  }

  /// Checks that nothing is null and that the shapes agree.
  ///
  /// @param projection `[P, H]` with P below H, where the hidden weight takes a state of P numbers
  void require(String owner, int gates, Optional<Parameter> projection) {
    Shape input = Require.given(owner, "the input weight", weightInput).shape();
    Shape hidden = Require.given(owner, "the hidden weight", weightHidden).shape();
    Require.optional(owner, "the input bias", biasInput);
    Require.optional(owner, "the hidden bias", biasHidden);
    if (input.rank() != 2 || input.size(0) % gates != 0) {
      throw new ShapeException(
          owner,
          "the input weight has shape %s but must be [%dH, in]; give %s of H rows"
              .formatted(input, gates, GATES.get(gates - 1)));
    }
    int size = input.size(0) / gates;
    int out = projected(owner, projection, size);
    Shape needed = Shape.of(input.size(0), out);
    if (!hidden.equals(needed)) {
      throw new ShapeException(
          owner,
          "the hidden weight has shape %s but must be %s for the input weight %s; give [%dH, %s]"
              .formatted(hidden, needed, input, gates, projection.isPresent() ? "P" : "H"));
    }
    requireSizes(owner, input.size(1), size);
    if (biasInput.isPresent() != biasHidden.isPresent()) {
      throw new IllegalArgumentException(
          "%s: there is one bias but there must be two or none; give an input and a hidden bias"
              .formatted(owner));
    }
    biasInput.ifPresent(bias -> requireBias(owner, bias.shape(), input));
    biasHidden.ifPresent(bias -> requireBias(owner, bias.shape(), input));
  }

  /// P of the projection, or H where there is none.
  private static int projected(String owner, Optional<Parameter> projection, int size) {
    Require.optional(owner, "the projection", projection);
    if (projection.isEmpty()) {
      return size;
    }
    Shape shape = projection.get().shape();
    if (shape.rank() != 2 || shape.size(1) != size || shape.size(0) >= size || shape.size(0) == 0) {
      throw new ShapeException(
          owner,
          "the projection has shape %s but must be [P, %d] with P from 1 to %d; a projection makes the state smaller"
              .formatted(shape, size, size - 1));
    }
    return shape.size(0);
  }

  private static void requireSizes(String owner, int in, int size) {
    Require.size(owner, "the number of inputs", in, "give the size of the last axis of x");
    Require.size(owner, "the size of the state", size, "give the size of the result");
  }

  private static void requireBias(String owner, Shape bias, Shape weight) {
    if (!bias.equals(Shape.of(weight.size(0)))) {
      throw new ShapeException(
          owner,
          "a bias has shape %s but the input weight %s has %d rows; give a bias of [%d]"
              .formatted(bias, weight, weight.size(0), weight.size(0)));
    }
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
}
