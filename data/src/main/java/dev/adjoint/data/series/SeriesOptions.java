package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import java.util.Optional;

/// What a person fixed about a forecast.
///
/// @param horizon how many steps ahead, at least 1
/// @param season how many steps a season has, 1 for none; empty to find it from the training part
/// @param history how many steps back a forecast looks; empty to find it from horizon and season
public record SeriesOptions(int horizon, Optional<Integer> season, Optional<Integer> history) {

  /// The greatest horizon, season and history.
  public static final int MOST = 100_000;

  /// Checks the ranges.
  ///
  /// @throws DataException naming the value that is out of its range
  public SeriesOptions {
    require("horizon", horizon);
    season.ifPresent(steps -> require("season", steps));
    history.ifPresent(steps -> require("history", steps));
  }

  private static void require(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new DataException(
          "series: %s is %d but must be a whole number of 1 … %d".formatted(name, value, MOST));
    }
  }

  /// A horizon with everything else found from the data.
  ///
  /// @param steps how many steps ahead
  /// @return the options
  public static SeriesOptions ofHorizon(int steps) {
    return new SeriesOptions(steps, Optional.empty(), Optional.empty());
  }
}
