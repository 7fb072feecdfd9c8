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

/// A bilinear form of two inputs for each output: `yₒ = xᵀ Wₒ z + bₒ`.
///
/// **Shapes**: x `[…, in1]`, z `[…, in2]` with the same leading axes, W `[out, in1, in2]`, b
/// `[out]`, result `[…, out]`. As a [Layer] of one input, x is both.
///
/// **Gradient**: for x `Σ gₒ·Wₒ z`, for z `Σ gₒ·Wₒᵀ x`, for Wₒ `gₒ·x zᵀ`.
///
/// As `torch.nn.Bilinear`.
///
/// @param weight W
/// @param bias b, or empty for none
public record Bilinear(Parameter weight, Optional<Parameter> bias) implements PureLayer {

  private static final String NAME = "bilinear";

  /// Checks that the shapes agree.
  public Bilinear {
    Shape shape = Require.given(NAME, "the weight", weight).shape();
    Require.optional(NAME, "the bias", bias);
    if (shape.rank() != 3 || shape.count() == 0) {
      throw new ShapeException(
          NAME,
          "the weight has shape %s but must be [out, in1, in2], each at least 1; give a matrix for each output"
              .formatted(shape));
    }
    if (bias.isPresent() && !bias.get().shape().equals(Shape.of(shape.size(0)))) {
      throw new ShapeException(
          NAME,
          "the bias has shape %s but the weight %s has %d outputs; give a bias of [%d]"
              .formatted(bias.get().shape(), shape, shape.size(0), shape.size(0)));
    }
  }

  /// A layer with PyTorch's initial values: weight and bias uniform within `±1/√in1`.
  public static Bilinear of(int in1, int in2, int out, RandomGenerator random) {
    Require.size(NAME, "the number of inputs x", in1, "give the size of the last axis of x");
    Require.size(NAME, "the number of inputs z", in2, "give the size of the last axis of z");
    Require.size(NAME, "the number of outputs", out, "give the size of the result");
    Require.random(NAME, random);
    double bound = 1 / Math.sqrt(in1);
    Initializer uniform = Initializer.uniform(-bound, bound);
    Parameter weight = Parameter.of(uniform.of(Shape.of(out, in1, in2), random));
    return new Bilinear(weight, Optional.of(Parameter.of(uniform.of(Shape.of(out), random))));
  }

  /// This layer without its bias.
  @CheckReturnValue
  public Bilinear withoutBias() {
    return new Bilinear(weight, Optional.empty());
  }

  /// The form of x with itself.
  @Override
  public Tensor forward(Tensor x) {
    return forward(x, x);
  }

  /// The form of x and z.
  public Tensor forward(Tensor x, Tensor z) {
    Require.tensor(NAME, "x", x);
    Require.tensor(NAME, "z", z);
    Shape shape = weight.shape();
    boolean fits =
        x.shape().rank() > 0
            && x.shape().rank() == z.shape().rank()
            && x.shape().size(-1) == shape.size(1)
            && z.shape().size(-1) == shape.size(2);
    for (int axis = 0; fits && axis < x.shape().rank() - 1; axis++) {
      fits = x.shape().size(axis) == z.shape().size(axis);
    }
    if (!fits) {
      throw new ShapeException(
          NAME,
          "x is %s and z %s, but the weight %s needs […, %d] and […, %d] with the same leading axes; check the layer sizes"
              .formatted(x.shape(), z.shape(), shape, shape.size(1), shape.size(2)));
    }
    return LayerScope.at(weight, this, () -> form(x, z));
  }

  private Tensor form(Tensor x, Tensor z) {
    Shape shape = weight.shape();
    Tensor pairs = x.unsqueeze(-1).multiply(z.unsqueeze(-2)).flatten(-2, -1);
    Tensor flat = weight.value().reshape(shape.size(0), shape.size(1) * shape.size(2));
    return bias.isPresent() ? pairs.linear(flat, bias.get().value()) : pairs.linear(flat);
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    return "Bilinear(%d, %d → %d%s)"
        .formatted(
            shape.size(1), shape.size(2), shape.size(0), bias.isPresent() ? "" : ", no bias");
  }
}
