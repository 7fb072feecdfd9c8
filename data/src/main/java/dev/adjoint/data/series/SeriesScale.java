package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The scale of one series, from its own training part, in logarithms where the model uses them.
///
/// @param mean the mean of the values
/// @param std the standard deviation of the values, above 0
/// @param residual the standard deviation of the difference from the anchor of a window, above 0;
///   the unit in which the network answers
/// @param unit the mean absolute error of the forecast that takes the value one season before, in
///   the unit of the target: the unit of the mean absolute scaled error, at least 0
public record SeriesScale(double mean, double std, double residual, double unit) {

  /// Checks the numbers.
  ///
  /// @throws DataException when one is not finite, or a deviation not above 0
  public SeriesScale {
    if (!Double.isFinite(mean)
        || !(std > 0 && std < Double.POSITIVE_INFINITY)
        || !(residual > 0 && residual < Double.POSITIVE_INFINITY)
        || !(unit >= 0 && unit < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          "series: a scale needs a finite mean, deviations above 0 and a unit of at least 0 but has %s, %s, %s and %s; a series with a single value cannot be forecast"
              .formatted(mean, std, residual, unit));
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", mean);
    map.put("std", std);
    map.put("residual", residual);
    map.put("unit", unit);
    return map;
  }

  static SeriesScale fromMap(PlainMap fields) {
    return new SeriesScale(
        fields.number("mean"),
        fields.positive("std"),
        fields.positive("residual"),
        fields.number("unit"));
  }
}
