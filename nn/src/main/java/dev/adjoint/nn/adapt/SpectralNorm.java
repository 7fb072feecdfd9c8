package dev.adjoint.nn.adapt;

import dev.adjoint.nn.FunctionalCall;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A layer whose weight is divided by its largest singular value σ, so that it stretches no input
/// (Miyato et al. 2018), as discriminators need it. In training each pass brings the estimate
/// nearer: `v ← Wᵀu/‖Wᵀu‖`, `u ← W v/‖W v‖`, and `σ = uᵀ W v` with the axes of W after the first as
/// one.
///
/// **Shapes**: those of the layer; u `[out]`, v `[the product of the other sizes]`.
///
/// **Gradient**: `(∇w − (Σ ∇w·w) u vᵀ)/σ`; u and v count as constants.
///
/// As `torch.nn.utils.spectral_norm` with one iteration, with its names `weight_orig`, `weight_u`
/// and `weight_v`. A pass of training changes u and v, so it is not recorded with others' results.
///
/// @param layer a layer with a parameter `weight`
/// @param u the left singular vector so far
/// @param v the right singular vector so far
public record SpectralNorm(Layer layer, Buffer u, Buffer v) implements Layer {

  private static final String NAME = "spectral norm";
  private static final double LEAST = 1e-12;

  /// Checks that the layer has a weight and the vectors fit it.
  public SpectralNorm {
    Shape shape = weight(Require.given(NAME, "the layer", layer, "give a layer")).shape();
    Shape left = Require.given(NAME, "u", u).shape();
    Shape right = Require.given(NAME, "v", v).shape();
    int rows = shape.size(0);
    if (!left.equals(Shape.of(rows)) || !right.equals(Shape.of(shape.count() / rows))) {
      throw new ShapeException(
          NAME,
          "u is %s and v %s but the weight %s needs [%d] and [%d]; give one number for each row and column"
              .formatted(left, right, shape, rows, shape.count() / rows));
    }
  }

  /// The same layer with random vectors, which 15 iterations bring near the singular ones.
  public static SpectralNorm of(Layer layer, RandomGenerator random) {
    Parameter weight = weight(Require.given(NAME, "the layer", layer, "give a layer"));
    Require.random(NAME, random);
    Tensor w = matrix(weight.value().detach());
    ElementType type = w.elementType();
    Tensor left = unit(Tensor.normal(type, Shape.of(w.shape().size(0)), 0, 1, random));
    Tensor right = unit(Tensor.normal(type, Shape.of(w.shape().size(1)), 0, 1, random));
    for (int i = 0; i < 15; i++) {
      right = unit(w.transpose().matmul(left));
      left = unit(w.matmul(right));
    }
    return new SpectralNorm(layer, Buffer.of(left), Buffer.of(right));
  }

  private static Parameter weight(Layer layer) {
    Parameter weight = Parameters.of(layer).byName().get("weight");
    if (weight == null || weight.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "spectral norm: %s has no parameter weight of at least two axes; wrap a Linear or a convolution"
              .formatted(layer));
    }
    return weight;
  }

  private static Tensor matrix(Tensor w) {
    return w.flatten(1, -1);
  }

  private static Tensor unit(Tensor x) {
    return x.divide(x.norm(2, KeepAxes.YES, 0).clamp(LEAST, Double.MAX_VALUE));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.given(NAME, "the pass", pass, Pass.FIX);
    Tensor w = weight(layer).value();
    if (pass instanceof Pass.Training) {
      Tensor fixed = matrix(w.detach());
      Tensor right = unit(fixed.transpose().matmul(u.value()));
      u.assign(unit(fixed.matmul(right)));
      v.assign(right);
    }
    Tensor sigma = u.value().dot(matrix(w).matmul(v.value()));
    return FunctionalCall.of(layer, Map.of("weight", w.divide(sigma)), x, pass);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>(layer.parts());
    Object original = parts.remove("weight");
    parts.put("weight_orig", Require.given(NAME, "the weight", original));
    parts.put("weight_u", u);
    parts.put("weight_v", v);
    return parts;
  }

  @Override
  public String toString() {
    return "SpectralNorm(%s)".formatted(layer);
  }
}
