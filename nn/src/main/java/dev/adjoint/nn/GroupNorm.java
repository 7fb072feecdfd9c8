package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// Group normalisation: the channels of each sample are cut into equal groups, and each group with
/// all its positions is normalised, `y = (x − μ) / √(v + ε) · weight + bias` with the mean μ and
/// the biased variance v of the group (Wu and He 2018). It does not depend on the batch.
///
/// **Shapes**: x `[N, C, …]`, weight and bias `[C]`, result as x.
///
/// **Gradient**: that of [LayerNorm] over each group; for the weight and the bias sums over samples
/// and positions.
///
/// As `torch.nn.GroupNorm`, with its names and initial values.
///
/// @param groups the number of groups, which divides C
/// @param channels C
/// @param weight the gain, or empty for none
/// @param bias what is added; a layer has both a weight and a bias, or neither
/// @param epsilon ε, added to the variance, above 0
public record GroupNorm(
    int groups, int channels, Optional<Parameter> weight, Optional<Parameter> bias, double epsilon)
    implements PureLayer {

  private static final String NAME = "group norm";

  /// Checks the ranges and that the shapes agree.
  public GroupNorm {
    Require.size(NAME, "the number of groups", groups, "32 is usual");
    Require.size(NAME, "the number of channels", channels, "give the size of axis 1 of x");
    Require.optional(NAME, "the weight", weight);
    Require.optional(NAME, "the bias", bias);
    Require.epsilon(NAME, epsilon);
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "group norm: %d channels cannot be cut into %d equal groups; change the channels or the groups"
              .formatted(channels, groups));
    }
    if (weight.isPresent() != bias.isPresent()) {
      throw new IllegalArgumentException(
          "group norm: there is a %s without a %s; give both or none"
              .formatted(
                  weight.isPresent() ? "weight" : "bias", weight.isPresent() ? "bias" : "weight"));
    }
    requireShape("weight", weight, channels);
    requireShape("bias", bias, channels);
  }

  private static void requireShape(String name, Optional<Parameter> part, int channels) {
    if (part.isPresent() && !part.get().shape().equals(Shape.of(channels))) {
      throw new ShapeException(
          NAME,
          "the %s has shape %s but there are %d channels; give one number for each channel"
              .formatted(name, part.get().shape(), channels));
    }
  }

  /// A layer with PyTorch's initial values: weight 1, bias 0, ε = 1e-5.
  public static GroupNorm of(int groups, int channels) {
    Require.size(NAME, "the number of channels", channels, "give the size of axis 1 of x");
    return new GroupNorm(
        groups,
        channels,
        Optional.of(Parameter.of(Tensor.ones(channels))),
        Optional.of(Parameter.of(Tensor.zeros(channels))),
        BatchNormalization.EPSILON);
  }

  /// This layer without weight and bias.
  @CheckReturnValue
  public GroupNorm withoutAffine() {
    return new GroupNorm(groups, channels, Optional.empty(), Optional.empty(), epsilon);
  }

  /// This layer with another ε, above 0.
  @CheckReturnValue
  public GroupNorm withEpsilon(double newEpsilon) {
    return new GroupNorm(groups, channels, weight, bias, newEpsilon);
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    if (shape.rank() < 2 || shape.size(1) != channels) {
      throw new ShapeException(
          NAME,
          "x must be [N, %d, …] but is %s; check the number of channels"
              .formatted(channels, shape));
    }
    return weight.isEmpty() ? normalized(x) : LayerScope.at(weight.get(), this, () -> scaled(x));
  }

  private Tensor scaled(Tensor x) {
    int[] sizes = new int[x.shape().rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = channels;
    Shape each = Shape.of(sizes);
    return normalized(x)
        .multiply(weight.orElseThrow().value().reshape(each))
        .add(bias.orElseThrow().value().reshape(each));
  }

  private Tensor normalized(Tensor x) {
    Shape shape = x.shape();
    int each = shape.size(0) == 0 ? 0 : shape.count() / shape.size(0) / groups;
    if (each == 0) {
      return x;
    }
    return x.reshape(shape.size(0), groups, each).layerNorm(Shape.of(each), epsilon).reshape(shape);
  }

  @Override
  public String toString() {
    return "GroupNorm(%d groups of %d channels%s%s)"
        .formatted(
            groups,
            channels,
            weight.isEmpty() ? ", no weight" : "",
            BatchNormalization.unless(BatchNormalization.EPSILON, "epsilon", epsilon));
  }
}
