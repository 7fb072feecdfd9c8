package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A network for texts, given by its kind and a few numbers.
///
/// @param kind which network
/// @param length the tokens of a text
/// @param vocabulary the number of different tokens
/// @param width the size of a token's vector; the bag has none and takes 1
/// @param depth the number of layers; kinds that have no such option take 1
/// @param dropout the probability of dropout
/// @param outputs the number of classes, or 1 for a number
public record TextNetwork(
    TextNetworkKind kind,
    int length,
    int vocabulary,
    int width,
    int depth,
    double dropout,
    int outputs)
    implements Architecture {

  /// The most that a size may be.
  static final int MOST = 1 << 16;

  /// Checks the sizes.
  ///
  /// @throws DataException naming the value that is out of its range
  public TextNetwork {
    if (Math.min(Math.min(length, vocabulary), Math.min(width, depth)) < 1 || outputs < 1) {
      throw new DataException(
          "network: length %d, vocabulary %d, width %d, depth %d and outputs %d must be at least 1; leave them out to find them from the data"
              .formatted(length, vocabulary, width, depth, outputs));
    }
    DropoutRange.require(dropout, 0.5);
  }

  @Override
  public Shape inputs() {
    return Shape.of(length);
  }

  @Override
  public long weightCount() {
    return kind.count().applyAsLong(this);
  }

  @Override
  public Layer build(RandomGenerator random) {
    return kind.builder().apply(this, random);
  }

  @Override
  public void fit(Layer network, Source training) {
    if (network instanceof BagOfTokens bag && training instanceof DataSet samples) {
      TokenInformation.start(bag.importance(), samples);
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("length", length);
    map.put("vocabulary", vocabulary);
    map.put("width", width);
    map.put("depth", depth);
    map.put("dropout", dropout);
    map.put("outputs", outputs);
    return map;
  }
}
