package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A network that writes texts, given by its kind and a few numbers.
///
/// @param kind which network
/// @param context the tokens of a sample
/// @param outputs the number of different tokens
/// @param width the size of a token's vector
/// @param depth the number of layers
/// @param dropout the probability of dropout
public record WritingNetwork(
    WritingNetworkKind kind, int context, int outputs, int width, int depth, double dropout)
    implements Architecture {

  /// Checks the sizes.
  ///
  /// @throws DataException naming the value that is out of its range
  public WritingNetwork {
    if (context < 1 || outputs < 1 || width < 1 || depth < 1) {
      throw new DataException(
          "network: context %d, tokens %d, width %d and depth %d must be at least 1; leave them out to find them from the data"
              .formatted(context, outputs, width, depth));
    }
    DropoutRange.require(dropout, 0.1);
  }

  @Override
  public Shape inputs() {
    return Shape.of(context);
  }

  /// A recommender and a text writer need the parts of a single network.
  @Override
  public boolean isAveraged() {
    return false;
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
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("context", context);
    map.put("tokens", outputs);
    map.put("width", width);
    map.put("depth", depth);
    map.put("dropout", dropout);
    return map;
  }
}
