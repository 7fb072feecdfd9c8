package dev.adjoint.nn.adapt;

import dev.adjoint.nn.FunctionalCall;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// A layer whose weight is a length times a direction: `w = g · v / ‖v‖` for each output, the norm
/// being that of all other axes (Salimans and Kingma 2016).
///
/// **Shapes**: those of the layer; g has the size 1 along all axes but the first.
///
/// **Gradient**: for g `Σ ∇w · v/‖v‖`, for v `g/‖v‖·(∇w − (∇w·v̂) v̂)`; infinite where v is 0.
///
/// As `torch.nn.utils.weight_norm` with `dim=0`, with its names `weight_g` and `weight_v`.
///
/// @param layer a layer with a parameter `weight`, which is v
/// @param length g
public record WeightNorm(Layer layer, Parameter length) implements Layer {

  private static final String NAME = "weight norm";

  /// Checks that the layer has a weight and that there is a length for each output.
  public WeightNorm {
    Parameter v = weight(Require.given(NAME, "the layer", layer, "give a layer"));
    Require.given(NAME, "the length", length);
    int[] sizes = v.shape().toArray();
    Arrays.fill(sizes, 1, sizes.length, 1);
    if (!length.shape().equals(Shape.of(sizes))) {
      throw new ShapeException(
          NAME,
          "the length has shape %s but the weight %s needs %s; give one number for each output"
              .formatted(length.shape(), v.shape(), Shape.of(sizes)));
    }
  }

  /// The same layer with its weight as length and direction.
  public static WeightNorm of(Layer layer) {
    Parameter v = weight(Require.given(NAME, "the layer", layer, "give a layer"));
    return new WeightNorm(layer, Parameter.of(norm(v.value().detach())));
  }

  private static Parameter weight(Layer layer) {
    Parameter weight = Parameters.of(layer).byName().get("weight");
    if (weight == null || weight.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "weight norm: %s has no parameter weight of at least two axes; wrap a Linear or a convolution"
              .formatted(layer));
    }
    return weight;
  }

  /// The norm of each output.
  static Tensor norm(Tensor v) {
    return v.norm(2, KeepAxes.YES, IntStream.range(1, v.shape().rank()).toArray());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor v = weight(layer).value();
    Tensor w = v.multiply(length.value().divide(norm(v)));
    return FunctionalCall.of(layer, Map.of("weight", w), x, pass);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>(layer.parts());
    Object v = parts.remove("weight");
    parts.put("weight_g", length);
    parts.put("weight_v", Require.given(NAME, "the weight", v));
    return parts;
  }

  @Override
  public String toString() {
    return "WeightNorm(%s)".formatted(layer);
  }
}
