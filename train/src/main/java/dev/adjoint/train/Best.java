package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// The best model so far: the one whose validation figure is the best, the earlier of equals.
///
/// @param epoch the epoch after which it was so, counted from 1; 0 where there is none
/// @param value its validation figure, see [Monitor]; NaN where there is none
/// @param weights its weights by path
public record Best(int epoch, double value, Map<String, Tensor> weights) {

  /// Before the first epoch, and always without validation.
  public static final Best NONE = new Best(0, Double.NaN, Map.of());

  /// Whether training stops after this epoch.
  ///
  /// @param patience epochs without a better one; 0 never stops
  public boolean isStale(int afterEpoch, int patience) {
    return patience > 0 && afterEpoch - epoch >= patience;
  }
}
