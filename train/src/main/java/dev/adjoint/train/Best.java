package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// The best model so far: the one with the lowest validation loss, the earlier of equals.
///
/// @param epoch the epoch after which it was so, counted from 1; 0 before the first
/// @param loss its validation loss
/// @param weights its weights by path
public record Best(int epoch, double loss, Map<String, Tensor> weights) {

  /// Before the first epoch: everything is better.
  public static final Best NONE = new Best(0, Double.POSITIVE_INFINITY, Map.of());

  /// Whether a validation loss is better than this.
  public boolean isBeatenBy(double other) {
    return other < loss;
  }

  /// Whether training stops after this epoch.
  ///
  /// @param patience epochs without a better one; 0 never stops
  public boolean isStale(int afterEpoch, int patience) {
    return patience > 0 && afterEpoch - epoch >= patience;
  }
}
