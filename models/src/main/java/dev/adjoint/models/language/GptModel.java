package dev.adjoint.models.language;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A small GPT-2 (Radford et al. 2019) with its names for the parameters: `wte`, `wpe`,
/// `h.0.attn.c_attn`, `ln_f`. The table of tokens is also the weight of the last layer. Linear
/// weights are `[out, in]`, as in PyTorch's `Linear`; the published files of GPT-2 hold them
/// transposed.
///
/// **Shapes**: tokens `[N, T]` with T at most the context, result `[N, T, vocabulary]`.
///
/// Initial values are GPT-2's: normal with deviation 0.02, divided by `√(2·depth)` for the layers
/// whose result is added; biases 0.
///
/// @param wte the vectors of the tokens
/// @param wpe the vectors of the positions
/// @param dropout the dropout after the vectors are added
/// @param h the blocks
/// @param lnF the last norm
public record GptModel(
    Embedding wte, Embedding wpe, Dropout dropout, List<GptBlock> h, LayerNorm lnF)
    implements LanguageNetwork {

  static final double DEVIATION = 0.02;

  /// Copies the list.
  public GptModel {
    h = List.copyOf(h);
  }

  /// A model with initial values.
  ///
  /// @param context the largest number of tokens that it reads at once
  /// @param heads the number of heads of each block; the width is a multiple of it
  public static GptModel of(
      int vocabulary,
      int context,
      int width,
      int heads,
      int depth,
      double dropout,
      RandomGenerator random) {
    Initializer small = Initializer.normal(0, DEVIATION);
    return new GptModel(
        Embedding.of(vocabulary, width, small, random),
        Embedding.of(context, width, small, random),
        new Dropout(dropout),
        IntStream.range(0, depth)
            .mapToObj(_ -> GptBlock.of(width, heads, depth, dropout, random))
            .toList(),
        LayerNorm.of(width));
  }

  /// GPT-2 in its smallest published size: 50,257 tokens, a context of 1024, width 768, 12 heads
  /// and 12 blocks, 124,439,808 parameters.
  public static GptModel gpt2(double dropout, RandomGenerator random) {
    return of(50_257, 1024, 768, 12, 12, dropout, random);
  }

  /// The largest number of tokens that the model reads at once.
  public int context() {
    return wpe.weight().shape().size(0);
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = dropout.forward(vectors(tokens, 0), pass);
    for (GptBlock block : h) {
      x = block.forward(x, pass);
    }
    return logits(x);
  }

  /// The vectors of tokens `[N, T]`.
  ///
  /// @param position of the first token in its text
  Tensor vectors(Tensor tokens, int position) {
    Tensor positions = Tensor.arange(position, position + tokens.shape().size(1), 1);
    return wte.forward(tokens).add(wpe.forward(positions));
  }

  Tensor logits(Tensor x) {
    return lnF.forward(x).linear(wte.weight().value());
  }

  /// A decoder with a cache of keys and values. When the text becomes longer than the context, the
  /// decoder starts again with the last tokens, half a context of them.
  @Override
  public Decoder decoder() {
    return new GptDecoder(this);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("wte", wte);
    parts.put("wpe", wpe);
    parts.put("h", h);
    parts.put("ln_f", lnF);
    return parts;
  }

  @Override
  public String toString() {
    return "GptModel(%d tokens, context %d, width %d, %d × %s)"
        .formatted(
            wte.weight().shape().size(0),
            context(),
            wte.weight().shape().size(1),
            h.size(),
            h.isEmpty() ? "nothing" : h.getFirst());
  }
}
