package dev.adjoint.models.text;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The encoder of BERT (Devlin, Chang, Lee and Toutanova 2019): vectors of tokens, positions and
/// segments, then blocks of attention to all tokens and two linear layers, each normalized after
/// its sum. Names and initial values (normal with deviation 0.02) are those of Hugging Face's
/// `BertModel`: `embeddings.word_embeddings.weight`, `encoder.layer.0.attention.self.query.weight`,
/// …, `pooler.dense.bias`.
///
/// **Shapes**: tokens `[N, T]` (I64, 0 for padding, T at most the number of positions), result `[N,
/// T, width]`. Every text needs a token other than padding.
///
/// The published network also drops weights of the attention in training; this one drops results
/// only.
///
/// @param words the vectors of the tokens
/// @param positions the vectors of the positions
/// @param segments the vectors of the segments; [#forward] takes all tokens as those of segment 0
/// @param norm of the sum of the three
/// @param layers the blocks
/// @param pooler from the vector of the first token to that of the whole text
/// @param dropout after each part
public record BertModel(
    Embedding words,
    Embedding positions,
    Embedding segments,
    LayerNorm norm,
    List<BertLayer> layers,
    Linear pooler,
    Dropout dropout)
    implements Layer {

  static final double EPSILON = 1e-12;

  /// The sizes of a network; [#BASE] are those of the published one.
  ///
  /// @param vocabulary the number of different tokens
  /// @param width of the vectors, a multiple of the heads
  /// @param depth the number of blocks
  /// @param heads of the attention
  /// @param hidden the width inside the two linear layers of a block
  /// @param positions the longest text
  public record Sizes(int vocabulary, int width, int depth, int heads, int hidden, int positions) {

    /// `bert-base-uncased`, 109,482,240 parameters.
    public static final Sizes BASE = new Sizes(30522, 768, 12, 12, 3072, 512);

    /// Checks that the heads divide the width.
    public Sizes {
      if (heads < 1 || width % heads != 0) {
        throw new IllegalArgumentException(
            "bert: %d heads do not divide the width %d; change one of them"
                .formatted(heads, width));
      }
    }
  }

  /// Copies the list.
  public BertModel {
    layers = List.copyOf(layers);
  }

  /// A network with initial values.
  ///
  /// @param dropout in [0, 1), 0.1 in the paper
  public static BertModel of(Sizes sizes, double dropout, RandomGenerator random) {
    return new BertModel(
        Embedding.of(sizes.vocabulary(), sizes.width(), small(), random).withPadding(0),
        Embedding.of(sizes.positions(), sizes.width(), small(), random),
        Embedding.of(2, sizes.width(), small(), random),
        LayerNorm.of(sizes.width()).withEpsilon(EPSILON),
        IntStream.range(0, sizes.depth())
            .mapToObj(_ -> BertLayer.of(sizes, dropout, random))
            .toList(),
        Linear.of(sizes.width(), sizes.width(), small(), random),
        new Dropout(dropout));
  }

  static Initializer small() {
    return Initializer.normal(0, 0.02);
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    return forward(tokens, Tensor.zerosLike(tokens), pass);
  }

  /// The vectors of all tokens where some belong to a second segment.
  ///
  /// @param kinds 0 or 1 for each token, the shape of the tokens
  public Tensor forward(Tensor tokens, Tensor kinds, Pass pass) {
    Tensor indices = Tensor.arange(tokens.shape().size(1));
    Tensor x = words.forward(tokens).add(segments.forward(kinds)).add(positions.forward(indices));
    x = dropout.forward(norm.forward(x), pass);
    Tensor mask = tokens.notEqual(0).unsqueeze(1).unsqueeze(1);
    for (BertLayer layer : layers) {
      x = layer.forward(x, mask, pass);
    }
    return x;
  }

  /// One vector for each text: `tanh` of a linear layer of the first token's vector, `[N, width]`.
  public Tensor pooled(Tensor tokens, Pass pass) {
    return pooler.forward(forward(tokens, pass).select(1, 0)).tanh();
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("embeddings.word_embeddings", words);
    parts.put("embeddings.position_embeddings", positions);
    parts.put("embeddings.token_type_embeddings", segments);
    parts.put("embeddings.LayerNorm", norm);
    parts.put("encoder.layer", layers);
    parts.put("pooler.dense", pooler);
    return parts;
  }
}
