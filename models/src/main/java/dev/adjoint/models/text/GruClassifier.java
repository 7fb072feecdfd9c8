package dev.adjoint.models.text;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Classes of texts by gated recurrent units (Cho et al. 2014): it reads the text in both
/// directions, and a linear layer answers from the two last states of the uppermost layer.
///
/// **Shapes**: tokens `[N, T]` (I64, 0 for padding at the end), result `[N, outputs]`. An empty
/// text counts as one token of padding.
///
/// @param embedding the vectors of the tokens; index 0 is padding
/// @param rnn the recurrent layers
/// @param dropout before the linear layer
/// @param fc from both last states to the outputs
public record GruClassifier(Embedding embedding, Gru rnn, Dropout dropout, Linear fc)
    implements Layer {

  /// A network with PyTorch's initial values.
  ///
  /// @param vocabulary the number of different tokens, padding included
  /// @param width the size of a token's vector
  /// @param size the size of the state in each direction
  /// @param depth the number of recurrent layers, at least 1
  /// @param dropout in [0, 1)
  public static GruClassifier of(
      int vocabulary,
      int width,
      int size,
      int depth,
      double dropout,
      int outputs,
      RandomGenerator random) {
    return new GruClassifier(
        Embedding.of(vocabulary, width, random).withPadding(0),
        Gru.of(width, size, depth, true, random).withBatchFirst(),
        new Dropout(dropout),
        Linear.of(2 * size, outputs, random));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = embedding.forward(tokens);
    Tensor last = rnn.run(x, TextLengths.of(tokens), pass).last();
    return fc.forward(dropout.forward(last, pass));
  }
}
