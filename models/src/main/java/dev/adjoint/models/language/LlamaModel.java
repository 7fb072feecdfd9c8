package dev.adjoint.models.language;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.RmsNorm;
import dev.adjoint.nn.position.RotaryPositions;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A decoder like Llama (Touvron et al. 2023): root mean square norms, rotary positions, SwiGLU,
/// and attention in which several heads share one key and value (Ainslie et al. 2023). Names and
/// initial values (normal with deviation 0.02, no bias) are those of Hugging Face's
/// `LlamaForCausalLM`: `model.embed_tokens.weight`, `model.layers.0.self_attn.q_proj.weight`, …,
/// `lm_head.weight`.
///
/// **Shapes**: tokens `[N, T]`, result `[N, T, vocabulary]`.
///
/// @param embedTokens the vectors of the tokens
/// @param layers the blocks
/// @param norm the last norm
/// @param head from the width to the vocabulary
public record LlamaModel(Embedding embedTokens, List<LlamaBlock> layers, RmsNorm norm, Linear head)
    implements LanguageNetwork {

  /// The sizes of a network.
  ///
  /// @param vocabulary the number of different tokens
  /// @param width of the vectors, a multiple of twice the heads
  /// @param hidden the width inside the feed-forward part
  /// @param depth the number of blocks
  /// @param heads of the queries
  /// @param keyHeads of the keys and values, a divisor of the heads
  /// @param base of the rotary positions, 10000 in the paper
  /// @param epsilon of the norms
  public record Sizes(
      int vocabulary,
      int width,
      int hidden,
      int depth,
      int heads,
      int keyHeads,
      double base,
      double epsilon) {

    /// Checks that the heads divide the width, and the key heads the heads.
    public Sizes {
      if (heads < 1 || width % (2 * heads) != 0) {
        throw new IllegalArgumentException(
            "llama: the width %d is not a multiple of twice the %d heads; change one of them"
                .formatted(width, heads));
      }
      if (keyHeads < 1 || heads % keyHeads != 0) {
        throw new IllegalArgumentException(
            "llama: %d heads cannot share %d keys equally; give a divisor of the heads"
                .formatted(heads, keyHeads));
      }
    }
  }

  /// Copies the list.
  public LlamaModel {
    layers = List.copyOf(layers);
  }

  /// A network with initial values.
  public static LlamaModel of(Sizes sizes, RandomGenerator random) {
    RotaryPositions positions = new RotaryPositions(sizes.base());
    return new LlamaModel(
        Embedding.of(sizes.vocabulary(), sizes.width(), small(), random),
        IntStream.range(0, sizes.depth())
            .mapToObj(_ -> LlamaBlock.of(sizes, positions, random))
            .toList(),
        RmsNorm.of(sizes.width()).withEpsilon(sizes.epsilon()),
        linear(sizes.width(), sizes.vocabulary(), random));
  }

  private static Initializer small() {
    return Initializer.normal(0, 0.02);
  }

  static Linear linear(int in, int out, RandomGenerator random) {
    return Linear.of(in, out, small(), random).withoutBias();
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = embedTokens.forward(tokens);
    for (LlamaBlock layer : layers) {
      x = layer.forward(x, pass);
    }
    return logits(x);
  }

  Tensor logits(Tensor x) {
    return head.forward(norm.forward(x));
  }

  /// A decoder with a cache of keys and values, for texts of any length.
  @Override
  public Decoder decoder() {
    return new LlamaDecoder(this);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("model.embed_tokens", embedTokens);
    parts.put("model.layers", layers);
    parts.put("model.norm", norm);
    parts.put("lm_head", head);
    return parts;
  }
}
