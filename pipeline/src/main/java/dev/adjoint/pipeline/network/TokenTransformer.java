package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TimePooling;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A transformer's encoder over tokens with a vector for each position, the mean over the text, and
/// a linear layer. The norms come first.
///
/// **Shapes**: tokens `[N, T]`, 0 for padding; result `[N, outputs]`.
record TokenTransformer(
    Embedding embedding,
    Embedding positions,
    Dropout dropout,
    TransformerEncoder encoder,
    Linear head)
    implements Layer {

  private static final int HEAD = 32;

  static TokenTransformer of(TextNetwork net, RandomGenerator random) {
    int width = net.width();
    Initializer small = Initializer.normal(0, 0.02);
    return new TokenTransformer(
        Embedding.of(net.vocabulary(), width, small, random).withPadding(0),
        Embedding.of(net.length(), width, small, random),
        new Dropout(net.dropout()),
        new TransformerEncoder(
            IntStream.range(0, net.depth())
                .mapToObj(_ ->
                    TransformerEncoderLayer.of(width, heads(width), 4 * width, random)
                        .withNormFirst()
                        .withActivation(Activation.GELU)
                        .withDropout(net.dropout()))
                .toList(),
            Optional.of(LayerNorm.of(width))),
        Linear.of(width, net.outputs(), random));
  }

  /// Heads of about 32 columns that divide the width.
  private static int heads(int width) {
    int heads = Math.max(1, width / HEAD);
    while (width % heads != 0) {
      heads--;
    }
    return heads;
  }

  static long count(TextNetwork net) {
    long width = net.width();
    long tables = Math.multiplyExact(width, (long) net.vocabulary() + net.length());
    long layers = Math.multiplyExact(12 * width * width + 13 * width, net.depth());
    long head = Math.multiplyExact(width + 1, net.outputs());
    return Math.addExact(tables, Math.addExact(layers, Math.addExact(head, 2 * width)));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor mask = tokens.notEqual(0);
    Tensor encoded = positions.forward(Tensor.arange(tokens.shape().size(1)));
    Tensor x = dropout.forward(embedding.forward(tokens).add(encoded), pass);
    Tensor y = encoder.forward(x, mask.unsqueeze(1).unsqueeze(1), pass);
    return head.forward(dropout.forward(TimePooling.MEAN.forward(y, mask), pass));
  }
}
