package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import java.util.Optional;

/// Where the parts of series end: the first part trains, the next one chooses the best epoch and
/// calibrates the bands, the last one is for the test.
///
/// Both held-out parts are as long as the part that a person names, and at least a horizon.
///
/// @param horizon the steps ahead
/// @param validation the part that is held out, in (0, 1)
record SeriesSplit(int horizon, double validation) {

  /// The fewest training windows.
  private static final int FEW = 8;

  /// The length of one held-out part.
  int held(int length) {
    return Math.max(horizon, (int) Math.round(validation * length));
  }

  /// The length of the training part.
  int training(int length) {
    return length - 2 * held(length);
  }

  /// Whether a series of this length can be trained on.
  boolean isEnough(int length) {
    return training(length) >= 2 * horizon + FEW - 1;
  }

  /// Refuses a longest series that is too short.
  ///
  /// @throws DataException naming the horizon and the length
  void require(String source, int length) {
    if (length <= horizon) {
      throw new DataException(
          "read %s: the horizon is %,d but the series has only %,d values; %s"
              .formatted(source, horizon, length, fix(length)));
    }
    if (!isEnough(length)) {
      throw new DataException(
          "read %s: the series has %,d values, but a horizon of %,d needs at least %,d, to learn from, to choose by and to test on; %s"
              .formatted(source, length, horizon, needed(), fix(length)));
    }
  }

  private int needed() {
    int length = 4 * horizon + FEW - 1;
    while (!isEnough(length)) {
      length++;
    }
    return length;
  }

  private String fix(int length) {
    for (int shorter = horizon - 1; shorter >= 1; shorter--) {
      if (new SeriesSplit(shorter, validation).isEnough(length)) {
        return "give a longer series or a horizon of at most %,d".formatted(shorter);
      }
    }
    return "give a longer series";
  }

  /// How many steps back a window reaches.
  ///
  /// @param training the length of the longest training part
  /// @param season the steps of a season
  /// @param said what a person fixed
  /// @throws DataException when what was fixed leaves too few training windows
  int past(String source, int training, int season, Optional<Integer> said) {
    int most = training - horizon - FEW + 1;
    if (said.isPresent()) {
      if (said.get() > most) {
        throw new DataException(
            "read %s: the history is %,d steps but at most %,d fit in the %,d values of the training part beside the horizon; give a smaller --history"
                .formatted(source, said.get(), most, training));
      }
      return said.get();
    }
    int third = Math.max(training / 3, Math.min(horizon, most));
    int twice = 2 * Math.max(horizon, season);
    return Math.clamp(twice <= third ? twice : 2L * horizon, 1, Math.min(third, most));
  }
}
