package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A target that is the next values of a series, each as several quantiles.
///
/// @param column the name of the value
/// @param horizon how many steps ahead, at least 1
/// @param levels the levels of the quantiles, in rising order, symmetric about the median 0.5 in
///   their middle: an odd number, so that each level below 0.5 makes a band with one above
public record ForecastTarget(String column, int horizon, List<Double> levels) implements Target {

  /// The levels of a median, a band of 80 % and a band of 95 %.
  public static final List<Double> USUAL_LEVELS = List.of(0.025, 0.1, 0.5, 0.9, 0.975);

  private static final double ROUNDING = 1e-9;

  /// Checks the horizon and the levels.
  ///
  /// @throws DataException when the horizon is below 1 or the levels make no bands
  public ForecastTarget {
    levels = List.copyOf(levels);
    if (horizon < 1) {
      throw new DataException(
          "prepare: the horizon of a forecast must be at least 1 but is %d; give a larger number"
              .formatted(horizon));
    }
    boolean isRight = levels.size() % 2 == 1;
    double before = 0;
    for (int i = 0; i < levels.size(); i++) {
      double mirrored = 1 - levels.get(levels.size() - 1 - i);
      isRight &= levels.get(i) > before && Math.abs(levels.get(i) - mirrored) < ROUNDING;
      before = levels.get(i);
    }
    if (!isRight) {
      throw new DataException(
          "prepare: the levels of a forecast must rise from above 0 to below 1, be symmetric about 0.5 and hold 0.5 but are %s; %s are usual"
              .formatted(levels, USUAL_LEVELS));
    }
  }

  /// The index of the median among the levels.
  ///
  /// @return the index
  public int median() {
    return levels.size() / 2;
  }

  /// The bands, from the narrowest to the widest.
  ///
  /// @return for each band the part of values that it claims to cover, such as 0.8
  public List<Double> bands() {
    List<Double> bands = new ArrayList<>();
    for (int i = median() - 1; i >= 0; i--) {
      // One percent of a percent is more than any claim means.
      bands.add(Math.round(10_000 * (1 - 2 * levels.get(i))) / 10_000.0);
    }
    return bands;
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
  public int outputs() {
    return horizon * levels.size();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "forecast");
    map.put("column", column);
    map.put("horizon", horizon);
    map.put("levels", levels);
    return map;
  }

  static ForecastTarget from(PlainMap fields) {
    return new ForecastTarget(
        fields.text("column"),
        fields.whole("horizon", 1, Integer.MAX_VALUE),
        fields.numbers("levels"));
  }
}
