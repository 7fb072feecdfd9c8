package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// The model with the best validation figure so far. If two epochs have equal figures, the earlier
/// one counts.
///
/// @param epoch the epoch that it comes from, counted from 1; 0 if there is none
/// @param value its validation figure, see [Monitor]; NaN if there is none
/// @param weights its weights by path
public record Best(int epoch, double value, Map<String, Tensor> weights) {

  /// Refuses null.
  public Best {
    TrainArguments.required("the map of the best weights", weights, "give Map.of() for none");
  }

  /// No epoch has been validated yet, or there is no validation.
  public static final Best NONE = new Best(0, Double.NaN, Map.of());

  /// Whether training stops after this epoch.
  ///
  /// @param patience epochs without a better one; 0 never stops
  public boolean isStale(int afterEpoch, int patience) {
    return patience > 0 && afterEpoch - epoch >= patience;
  }
}
