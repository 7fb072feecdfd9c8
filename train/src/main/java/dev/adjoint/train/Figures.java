package dev.adjoint.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A loss, and metrics by name.
///
/// @param loss the mean over the samples
/// @param metrics the values of metrics, see [dev.adjoint.nn.metric.Metric]
public record Figures(double loss, Map<String, Double> metrics) {

  /// Keeps the order of the metrics.
  public Figures {
    TrainArguments.required("the map of metrics", metrics, "give Map.of() for none");
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /// The metric of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public double metric(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "figures: there is no metric '%s'; the metrics are %s".formatted(name, metrics.keySet()));
    }
    return value;
  }
}
