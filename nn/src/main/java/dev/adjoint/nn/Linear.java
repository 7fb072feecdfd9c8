package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A fully connected layer: `y = x · Wᵀ + b`.
///
/// **Shapes**: x `[…, in]`, W `[out, in]`, b `[out]`, result `[…, out]`.
///
/// **Gradient**: for x `g W`, for W the sum of `gᵀ x` and for b the sum of g over the leading axes.
///
/// @param weight W
/// @param bias b, or empty for none
public record Linear(Parameter weight, Optional<Parameter> bias) implements PureLayer {

  /// Checks that the shapes agree.
  public Linear {
    Shape shape = Require.given("linear", "the weight", weight).shape();
    Require.optional("linear", "the bias", bias);
    if (shape.rank() != 2) {
      throw new ShapeException(
          "linear",
          "the weight has shape %s but must be [out, in]; give a matrix".formatted(shape));
    }
    requireSizes(shape.size(1), shape.size(0));
    if (bias.isPresent() && !bias.get().shape().equals(Shape.of(shape.size(0)))) {
      throw new ShapeException(
          "linear",
          "the bias has shape %s but the weight %s has %d outputs; give a bias of [%d]"
              .formatted(bias.get().shape(), shape, shape.size(0), shape.size(0)));
    }
  }

  private static void requireSizes(int in, int out) {
    Require.size("linear", "the number of inputs", in, "give the size of the last axis of x");
    Require.size("linear", "the number of outputs", out, "give the size of the result");
  }

  /// A layer with PyTorch's initial values: weight and bias uniform within `±1/√in`.
  public static Linear of(int in, int out, RandomGenerator random) {
    requireSizes(in, out);
    Require.random("linear", random);
    double bound = 1 / Math.sqrt(in);
    Initializer uniform = Initializer.uniform(-bound, bound);
    Parameter weight = Parameter.of(uniform.of(Shape.of(out, in), random));
    return new Linear(weight, Optional.of(Parameter.of(uniform.of(Shape.of(out), random))));
  }

  /// A layer with a weight of this initialiser and a bias of zeros.
  public static Linear of(int in, int out, Initializer initializer, RandomGenerator random) {
    requireSizes(in, out);
    Require.given("linear", "the initializer", initializer);
    Require.random("linear", random);
    Parameter weight = Parameter.of(initializer.of(Shape.of(out, in), random));
    return new Linear(weight, Optional.of(Parameter.of(Tensor.zeros(out))));
  }

  /// This layer without its bias.
  @CheckReturnValue
  public Linear withoutBias() {
    return new Linear(weight, Optional.empty());
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("linear", "x", x);
    return LayerScope.at(
        weight,
        this,
        () ->
            bias.isPresent()
                ? x.linear(weight.value(), bias.get().value())
                : x.linear(weight.value()));
  }

  @Override
  public String toString() {
    return "Linear(%d → %d%s)"
        .formatted(
            weight.shape().size(1), weight.shape().size(0), bias.isPresent() ? "" : ", no bias");
  }
}
