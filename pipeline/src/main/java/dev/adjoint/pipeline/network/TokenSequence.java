package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TimePooling;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// A recurrent network that reads the text in both directions, the largest number of each column
/// over the whole text, and a linear layer.
///
/// **Shapes**: tokens `[N, T]`, 0 for padding; result `[N, outputs]`.
///
/// @param recurrent an [Lstm] or a [Gru], batch first
record TokenSequence(Embedding embedding, Layer recurrent, Dropout dropout, Linear head)
    implements Layer {

  static TokenSequence lstm(TextNetwork net, RandomGenerator random) {
    Lstm lstm = Lstm.of(net.width(), net.width(), net.depth(), true, random).withBatchFirst();
    return of(net, net.depth() > 1 ? lstm.withDropout(net.dropout()) : lstm, random);
  }

  static TokenSequence gru(TextNetwork net, RandomGenerator random) {
    Gru gru = Gru.of(net.width(), net.width(), net.depth(), true, random).withBatchFirst();
    return of(net, net.depth() > 1 ? gru.withDropout(net.dropout()) : gru, random);
  }

  private static TokenSequence of(TextNetwork net, Layer recurrent, RandomGenerator random) {
    return new TokenSequence(
        Embedding.of(net.vocabulary(), net.width(), random).withPadding(0),
        recurrent,
        new Dropout(net.dropout()),
        Linear.of(2 * net.width(), net.outputs(), random));
  }

  /// @param gates 4 for an LSTM, 3 for a GRU
  static long count(TextNetwork net, int gates) {
    long width = net.width();
    long table = Math.multiplyExact(width, net.vocabulary());
    long first = 2L * gates * Math.multiplyExact(width, 2 * width + 2);
    long later = 2L * gates * Math.multiplyExact(width, 3 * width + 2);
    long layers = Math.addExact(first, Math.multiplyExact(later, net.depth() - 1));
    long head = Math.multiplyExact(2 * width + 1, net.outputs());
    return Math.addExact(table, Math.addExact(layers, head));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = dropout.forward(embedding.forward(tokens), pass);
    Tensor y = recurrent.forward(x, pass);
    Tensor text = TimePooling.MAX.forward(y, tokens.notEqual(0));
    return head.forward(dropout.forward(text, pass));
  }
}
