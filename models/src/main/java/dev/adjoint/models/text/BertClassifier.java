package dev.adjoint.models.text;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Classes of texts by a [BertModel]: dropout and a linear layer over the vector of the whole text,
/// with the names of Hugging Face's `BertForSequenceClassification`.
///
/// **Shapes**: tokens `[N, T]`, result `[N, outputs]`.
///
/// @param bert the encoder
/// @param dropout before the linear layer
/// @param classifier from the width to the outputs
public record BertClassifier(BertModel bert, Dropout dropout, Linear classifier) implements Layer {

  /// A network with initial values.
  ///
  /// @param dropout in [0, 1), 0.1 in the paper
  public static BertClassifier of(
      BertModel.Sizes sizes, double dropout, int outputs, RandomGenerator random) {
    return new BertClassifier(
        BertModel.of(sizes, dropout, random),
        new Dropout(dropout),
        Linear.of(sizes.width(), outputs, BertModel.small(), random));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    return classifier.forward(dropout.forward(bert.pooled(tokens, pass), pass));
  }
}
