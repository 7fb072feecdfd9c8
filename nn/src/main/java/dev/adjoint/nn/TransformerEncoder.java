package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Layers of a transformer's encoder one after another, with PyTorch's names: `layers.0.linear1`,
/// `norm`.
///
/// **Shapes**: x `[N, T, W]`, result the same.
///
/// **Gradient**: that of the parts.
///
/// @param layers the layers
/// @param norm a norm after the last layer, or empty for none; usual where the norms come first
public record TransformerEncoder(List<TransformerEncoderLayer> layers, Optional<LayerNorm> norm)
    implements Layer {

  private static final String OWNER = "transformer encoder";

  /// Copies the list.
  public TransformerEncoder {
    Require.given(OWNER, "the list of layers", layers);
    Require.optional(OWNER, "the norm", norm);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "transformer encoder: there are no layers; give at least one");
    }
    for (int i = 0; i < layers.size(); i++) {
      Require.given(OWNER, "layer " + i, layers.get(i), "give a TransformerEncoderLayer");
    }
    layers = List.copyOf(layers);
  }

  /// Layers with PyTorch's defaults and no norm after the last one. Unlike PyTorch, which copies
  /// one layer, each has initial values of its own.
  ///
  /// @param depth the number of layers
  /// @param width W
  /// @param heads the number of heads of each layer
  /// @param inner the width between the two linear layers of each
  public static TransformerEncoder of(
      int depth, int width, int heads, int inner, RandomGenerator random) {
    Require.size(OWNER, "the number of layers", depth, "2 to 12 are usual");
    return new TransformerEncoder(
        IntStream.range(0, depth)
            .mapToObj(_ -> TransformerEncoderLayer.of(width, heads, inner, random))
            .toList(),
        Optional.empty());
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor(OWNER, "x", x);
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.forward(y, pass);
    }
    return normed(y);
  }

  /// The output under a mask of the attention of every layer; `[N, 1, 1, T]` hides the padding.
  public Tensor forward(Tensor x, Tensor mask, Pass pass) {
    Require.tensor(OWNER, "x", x);
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.forward(y, mask, pass);
    }
    return normed(y);
  }

  private Tensor normed(Tensor y) {
    return norm.isPresent() ? norm.get().forward(y) : y;
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("layers", layers);
    norm.ifPresent(last -> parts.put("norm", last));
    return parts;
  }
}
