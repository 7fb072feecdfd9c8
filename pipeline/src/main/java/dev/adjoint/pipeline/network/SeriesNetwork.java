package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.models.Forecaster;
import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A network that forecasts series, given by its kind and a few numbers.
///
/// @param kind which network
/// @param past the steps back
/// @param future the steps ahead
/// @param channels the numbers of a step
/// @param quantiles the quantiles of each forecast, an odd number
/// @param width the size of the hidden layers
/// @param depth the number of layers or blocks; a kind that has no such option takes 1
/// @param dropout the probability of dropout
public record SeriesNetwork(
    SeriesNetworkKind kind,
    int past,
    int future,
    int channels,
    int quantiles,
    int width,
    int depth,
    double dropout)
    implements Architecture {

  /// Checks the sizes.
  ///
  /// @throws DataException naming the value that is out of its range
  public SeriesNetwork {
    if (Math.min(Math.min(past, future), Math.min(width, depth)) < 1
        || channels < 2
        || quantiles < 1
        || quantiles % 2 == 0) {
      throw new DataException(
          "network: past %d, future %d, width %d and depth %d must be at least 1, channels %d at least 2 and quantiles %d odd; leave them out to find them from the data"
              .formatted(past, future, width, depth, channels, quantiles));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new DataException(
          "network: the probability of dropout must be at least 0 and below 1 but is %s; 0.1 is usual"
              .formatted(dropout));
    }
  }

  @Override
  public Shape inputs() {
    return Shape.of(past + future, channels);
  }

  @Override
  public int outputs() {
    return Math.multiplyExact(future, quantiles);
  }

  /// The steps of a sample.
  int length() {
    return past + future;
  }

  @Override
  public long weightCount() {
    return Math.addExact(kind.count().applyAsLong(this), quantiles / 2);
  }

  @Override
  public Layer build(RandomGenerator random) {
    return Forecaster.of(kind.builder().apply(this, random), quantiles);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name());
    map.put("past", past);
    map.put("future", future);
    map.put("channels", channels);
    map.put("quantiles", quantiles);
    map.put("width", width);
    map.put("depth", depth);
    map.put("dropout", dropout);
    return map;
  }
}
