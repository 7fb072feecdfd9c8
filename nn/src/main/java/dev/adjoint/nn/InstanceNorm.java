package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Instance normalisation: each channel of each sample is normalised over its positions, `y = (x −
/// μ) / √(v + ε) · weight + bias` with their mean μ and biased variance v (Ulyanov et al. 2016). It
/// does the same in training and inference.
///
/// **Shapes**: x `[N, C, …]` with at least one axis of positions, weight and bias `[C]`, result as
/// x.
///
/// **Gradient**: that of [LayerNorm] over the positions; for the weight and the bias sums over
/// samples and positions.
///
/// As `torch.nn.InstanceNorm1d`, `InstanceNorm2d` and `InstanceNorm3d`, which by default have
/// neither weight nor bias. Running statistics (`track_running_stats`) are left out: they would
/// make inference another function than training.
///
/// @param channels C
/// @param weight the gain, or empty for none
/// @param bias what is added; a layer has both a weight and a bias, or neither
/// @param epsilon ε, added to the variance, above 0
public record InstanceNorm(
    int channels, Optional<Parameter> weight, Optional<Parameter> bias, double epsilon)
    implements PureLayer {

  private static final String NAME = "instance norm";

  /// Checks the ranges and that the shapes agree.
  public InstanceNorm {
    Require.size(NAME, "the number of channels", channels, "give the size of axis 1 of x");
    Require.optional(NAME, "the weight", weight);
    Require.optional(NAME, "the bias", bias);
    Require.epsilon(NAME, epsilon);
    if (weight.isPresent() != bias.isPresent()) {
      throw new IllegalArgumentException(
          "instance norm: there is a %s without a %s; give both or none"
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

  /// A layer without weight and bias, ε = 1e-5, PyTorch's default.
  public static InstanceNorm of(int channels) {
    return new InstanceNorm(
        channels, Optional.empty(), Optional.empty(), BatchNormalization.EPSILON);
  }

  /// This layer with a weight of ones and a bias of zeros (`affine=True`).
  @CheckReturnValue
  public InstanceNorm withAffine() {
    return new InstanceNorm(
        channels,
        Optional.of(Parameter.of(Tensor.ones(channels))),
        Optional.of(Parameter.of(Tensor.zeros(channels))),
        epsilon);
  }

  /// This layer with another ε, above 0.
  @CheckReturnValue
  public InstanceNorm withEpsilon(double newEpsilon) {
    return new InstanceNorm(channels, weight, bias, newEpsilon);
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    if (shape.rank() < 3 || shape.size(1) != channels) {
      throw new ShapeException(
          NAME,
          "x must be [N, %d, …] with at least one more axis but is %s; check the channels, or use LayerNorm"
              .formatted(channels, shape));
    }
    return weight.isEmpty() ? normalized(x) : LayerScope.at(weight.get(), this, () -> scaled(x));
  }

  private Tensor scaled(Tensor x) {
    int[] each = new int[x.shape().rank() - 1];
    Arrays.fill(each, 1);
    each[0] = channels;
    return normalized(x)
        .multiply(weight.orElseThrow().value().reshape(each))
        .add(bias.orElseThrow().value().reshape(each));
  }

  private Tensor normalized(Tensor x) {
    if (x.shape().count() == 0) {
      return x;
    }
    Tensor flat = x.flatten(2, -1);
    return flat.layerNorm(Shape.of(flat.shape().size(2)), epsilon).reshape(x.shape());
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    weight.ifPresent(part -> parts.put("weight", part));
    bias.ifPresent(part -> parts.put("bias", part));
    return parts;
  }

  @Override
  public String toString() {
    return "InstanceNorm(%d%s%s)"
        .formatted(
            channels,
            weight.isEmpty() ? ", no weight" : "",
            BatchNormalization.unless(BatchNormalization.EPSILON, "epsilon", epsilon));
  }
}
