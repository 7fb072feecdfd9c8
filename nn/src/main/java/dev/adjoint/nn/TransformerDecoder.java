package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Layers of a transformer's decoder one after another, all with the same memory, with PyTorch's
/// names: `layers.0.linear1`, `norm`.
///
/// **Shapes**: x `[N, T, W]`, memory `[N, S, W]`, result `[N, T, W]`. As a [Layer] of one input, x
/// is also the memory.
///
/// **Gradient**: that of the layers; the memory gets the sum of all.
///
/// As `torch.nn.TransformerDecoder`.
///
/// @param layers the layers
/// @param norm a norm after the last layer, or empty for none; usual where the norms come first
public record TransformerDecoder(List<TransformerDecoderLayer> layers, Optional<LayerNorm> norm)
    implements Layer {

  private static final String OWNER = "transformer decoder";

  /// Copies the list.
  public TransformerDecoder {
    Require.given(OWNER, "the list of layers", layers);
    Require.optional(OWNER, "the norm", norm);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "transformer decoder: there are no layers; give at least one");
    }
    for (int i = 0; i < layers.size(); i++) {
      Require.given(OWNER, "layer " + i, layers.get(i), "give a TransformerDecoderLayer");
    }
    layers = List.copyOf(layers);
  }

  /// Layers with PyTorch's defaults, each with initial values of its own, and no norm after the
  /// last.
  ///
  /// @param depth the number of layers
  /// @param width W
  /// @param heads the number of heads of each layer
  /// @param inner the width between the two linear layers of each
  public static TransformerDecoder of(
      int depth, int width, int heads, int inner, RandomGenerator random) {
    Require.size(OWNER, "the number of layers", depth, "2 to 12 are usual");
    return new TransformerDecoder(
        IntStream.range(0, depth)
            .mapToObj(_ -> TransformerDecoderLayer.of(width, heads, inner, random))
            .toList(),
        Optional.empty());
  }

  /// These layers with each position seeing only itself and the positions before it.
  @CheckReturnValue
  public TransformerDecoder asCausal() {
    return new TransformerDecoder(
        layers.stream().map(TransformerDecoderLayer::asCausal).toList(), norm);
  }

  /// x is also the memory.
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return forward(x, x, pass);
  }

  /// The output for the memory of an encoder.
  public Tensor forward(Tensor x, Tensor memory, Pass pass) {
    return run(x, memory, Optional.empty(), pass);
  }

  /// The output where a mask hides parts of the memory, such as `[N, 1, 1, S]` for its padding.
  public Tensor forward(Tensor x, Tensor memory, Tensor memoryMask, Pass pass) {
    return run(
        x, memory, Optional.of(Require.tensor(OWNER, "the mask of the memory", memoryMask)), pass);
  }

  private Tensor run(Tensor x, Tensor memory, Optional<Tensor> mask, Pass pass) {
    Tensor y = Require.tensor(OWNER, "x", x);
    for (TransformerDecoderLayer layer : layers) {
      y = layer.run(y, memory, mask, pass);
    }
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
