package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Layer normalisation: over the last axes of each sample, `y = (x − μ) / √(v + ε) · weight +
/// bias`, with the mean μ and the variance v along these axes (Ba, Kiros and Hinton 2016).
///
/// **Shapes**: x `[…, over]`, weight and bias `[over]`, result as x.
///
/// **Gradient**: for x `(ĝ − mean(ĝ) − x̂·mean(ĝ·x̂)) / √(v + ε)` with `ĝ = g·weight` and x̂ the
/// normalised x; for the weight the sum of `g·x̂`, for the bias that of g.
///
/// @param over the sizes of the last axes
/// @param weight the gain, or empty for none
/// @param bias what is added, or empty for none; only together with a weight
/// @param epsilon ε, added to the variance, above 0
public record LayerNorm(
    Shape over, Optional<Parameter> weight, Optional<Parameter> bias, double epsilon)
    implements PureLayer {

  private static final double EPSILON = BatchNormalization.EPSILON;

  /// Checks the range of ε and that the shapes agree.
  public LayerNorm {
    Require.given("layer norm", "the shape", over, "give the sizes of the last axes of x");
    Require.optional("layer norm", "the weight", weight);
    Require.optional("layer norm", "the bias", bias);
    Require.epsilon("layer norm", epsilon);
    if (over.rank() == 0 || over.count() == 0) {
      throw new ShapeException(
          "layer norm",
          "the layer normalises the last axes %s but needs at least one axis and sizes of at least 1; give the sizes of the last axes of x"
              .formatted(over));
    }
    requireShape("weight", weight, over);
    requireShape("bias", bias, over);
    if (weight.isEmpty() && bias.isPresent()) {
      throw new IllegalArgumentException(
          "layer norm: there is a bias without a weight; give a weight of ones, or leave out the bias");
    }
  }

  private static void requireShape(String name, Optional<Parameter> part, Shape over) {
    if (part.isPresent() && !part.get().shape().equals(over)) {
      throw new ShapeException(
          "layer norm",
          "the %s has shape %s but the layer normalises the last axes %s; give one number for each element of them"
              .formatted(name, part.get().shape(), over));
    }
  }

  /// A layer with PyTorch's initial values: weight 1, bias 0, ε = 1e-5.
  ///
  /// @param over the sizes of the last axes
  public static LayerNorm of(int... over) {
    Require.given("layer norm", "the sizes", over, "give the sizes of the last axes of x");
    for (int size : over) {
      Require.size("layer norm", "a size", size, "give the sizes of the last axes of x");
    }
    Shape shape = Shape.of(over);
    return new LayerNorm(
        shape,
        Optional.of(Parameter.of(Tensor.ones(ElementType.F32, shape))),
        Optional.of(Parameter.of(Tensor.zeros(ElementType.F32, shape))),
        EPSILON);
  }

  /// This layer without its bias.
  @CheckReturnValue
  public LayerNorm withoutBias() {
    return new LayerNorm(over, weight, Optional.empty(), epsilon);
  }

  /// This layer without weight and bias.
  @CheckReturnValue
  public LayerNorm withoutAffine() {
    return new LayerNorm(over, Optional.empty(), Optional.empty(), epsilon);
  }

  /// This layer with another ε.
  @CheckReturnValue
  public LayerNorm withEpsilon(double newEpsilon) {
    return new LayerNorm(over, weight, bias, newEpsilon);
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("layer norm", "x", x);
    return weight.isEmpty()
        ? x.layerNorm(over, epsilon)
        : LayerScope.at(
            weight.get(),
            this,
            () ->
                bias.isPresent()
                    ? x.layerNorm(weight.get().value(), bias.get().value(), epsilon)
                    : x.layerNorm(weight.get().value(), epsilon));
  }

  @Override
  public String toString() {
    String parts = weight.isEmpty() ? ", no weight" : bias.isEmpty() ? ", no bias" : "";
    String unusual = BatchNormalization.unless(EPSILON, "epsilon", epsilon);
    return "LayerNorm(%s%s%s)".formatted(over, parts, unusual);
  }
}
