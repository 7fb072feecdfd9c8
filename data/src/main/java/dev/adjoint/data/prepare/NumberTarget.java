package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A target that is a number; a model learns `z = (y − mean) / std`.
///
/// @param column the target's name
/// @param mean mean of the training rows, in the target's unit
/// @param std standard deviation of the training rows (mean over all of them), in the target's
///   unit, above 0
public record NumberTarget(String column, double mean, double std) implements Target {

  /// Checks the scale.
  ///
  /// @throws DataException when the mean is not finite or the deviation is not above 0
  public NumberTarget {
    if (!Double.isFinite(mean) || !(std > 0) || std == Double.POSITIVE_INFINITY) {
      throw new DataException(
          ("prepare: target %s needs a finite mean and a standard deviation above 0, but they are %s"
                  + " and %s; a target with a single value gives nothing to learn")
              .formatted(column, mean, std));
    }
  }

  /// A value as the model learns it.
  ///
  /// @param y in the target's unit
  /// @return `(y − mean) / std`
  public double standardize(double y) {
    return Moments.standardize(y, mean, std);
  }

  /// A model's output in the target's unit.
  ///
  /// @param z a standardised value
  /// @return `z · std + mean`
  public double restore(double z) {
    return z * std + mean;
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public List<String> classes() {
    return List.of();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "number");
    map.put("column", column);
    map.put("mean", mean);
    map.put("std", std);
    return map;
  }

  static NumberTarget from(PlainMap fields) {
    return new NumberTarget(fields.text("column"), fields.number("mean"), fields.positive("std"));
  }
}
