package dev.adjoint.train.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One evaluation of an [SearchObjective].
///
/// @param number counted from 1
/// @param values by name
/// @param budget how much it was trained
/// @param score less is better, NaN for a training that gave no number
public record SearchTrial(int number, Map<String, Object> values, long budget, double score) {

  /// Copies the values in their order.
  public SearchTrial {
    Objects.requireNonNull(values, "search: the map of values is null; give those of the trial");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The score for comparisons: infinite where it is not a number.
  double rank() {
    return Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
  }
}
