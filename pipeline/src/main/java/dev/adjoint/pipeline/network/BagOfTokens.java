package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.EmbeddingBag;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// A linear model of the tokens of a text in any order:
///
/// ```
/// y = bias + scale · Σ wₜ · Eₜ / √(Σ wₜ²)
/// ```
///
/// over the tokens t of the text, with a vector of outputs Eₜ and an importance wₜ for each token.
/// Dividing by the length of w makes long and short texts comparable. The importance starts at
/// `log(2 + t)`: tokens are numbered by how often they occur, and by Zipf's law the logarithm of
/// that rank grows as the inverse document frequency of the tf–idf weighting (Spärck Jones 1972)
/// does. For classes, training multiplies that by how much a token tells about them, see
/// [TokenInformation]. Dropout leaves out tokens.
///
/// **Shapes**: tokens `[N, T]`, 0 for padding; result `[N, outputs]`.
///
/// @param embedding E
/// @param importance w, `[vocabulary]`
/// @param bias what an empty text gives
/// @param dropout the probability of leaving out a token
record BagOfTokens(EmbeddingBag embedding, Parameter importance, Parameter bias, Dropout dropout)
    implements Layer {

  /// The size of the logits after a few steps of Adam, found by experiments.
  private static final double SCALE = 8;

  /// Keeps the division finite for a text that has only unknown tokens.
  private static final double EPSILON = 1e-6;

  static BagOfTokens of(TextNetwork net, RandomGenerator random) {
    float[] logarithms = new float[net.vocabulary()];
    for (int token = 0; token < logarithms.length; token++) {
      logarithms[token] = (float) StrictMath.log(2.0 + token);
    }
    return new BagOfTokens(
        EmbeddingBag.of(net.vocabulary(), net.outputs(), Initializer.constant(0), random)
            .withMode(EmbeddingBag.Mode.SUM)
            .withPadding(0),
        Parameter.of(Tensor.of(logarithms)),
        Parameter.of(Tensor.zeros(net.outputs())),
        new Dropout(net.dropout()));
  }

  static long count(TextNetwork net) {
    long outputs = net.outputs();
    return Math.addExact(Math.multiplyExact(outputs + 1, net.vocabulary()), outputs);
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor present = dropout.forward(tokens.notEqual(0).to(ElementType.F32), pass);
    Tensor weights = importance.value().indexSelect(0, tokens).multiply(present);
    Tensor norm = weights.square().sum(KeepAxes.YES, 1).add(EPSILON).sqrt();
    return embedding.forward(tokens, weights.divide(norm)).multiply(SCALE).add(bias.value());
  }

  @Override
  public String toString() {
    return "BagOfTokens(%s, %s)".formatted(embedding, dropout);
  }
}
