package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Layers one after another. Their parameters are named by position: `0.weight`, `2.bias`.
///
/// **Shapes**: those of the layers; each takes the result of the one before.
///
/// **Gradient**: by the chain rule, from the last layer to the first.
public record Sequential(List<Layer> layers) implements Layer {

  /// Copies the list.
  public Sequential {
    layers = list(Require.given("sequential", "the list of layers", layers));
  }

  /// Unlike [List#copyOf] says which layer is null.
  private static List<Layer> list(List<Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      Require.given("sequential", "layer " + i, layers.get(i), "give a layer");
    }
    return List.copyOf(layers);
  }

  /// These layers one after another.
  public static Sequential of(Layer... layers) {
    Require.given("sequential", "the list of layers", layers);
    return new Sequential(Arrays.asList(layers));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = Require.tensor("sequential", "x", x);
    Require.given("sequential", "the pass", pass, Pass.FIX);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Tensor input = y;
      y = LayerScope.in(Integer.toString(i), layer, () -> layer.forward(input, pass));
    }
    return y;
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      parts.put(Integer.toString(i), layers.get(i));
    }
    return parts;
  }

  /// The layers, one a line, with the number of parameters.
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n", "Sequential(\n", "\n)");
    for (int i = 0; i < layers.size(); i++) {
      text.add("  (%d) %s".formatted(i, layers.get(i).toString().replace("\n", "\n  ")));
    }
    return text + " with %,d parameters".formatted(Parameters.of(this).count());
  }
}
