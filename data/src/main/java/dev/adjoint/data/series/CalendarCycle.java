package dev.adjoint.data.series;

import java.time.LocalDateTime;
import java.util.Locale;

/// A cycle of the calendar whose phase a network is told.
public enum CalendarCycle {
  /// The hour, of 60 minutes.
  HOUR(1 / 24.0),
  /// The day.
  DAY(1),
  /// The week, from Monday on.
  WEEK(7),
  /// The year.
  YEAR(365.2425);

  private static final double HOUR_SECONDS = 3600;
  private static final double DAY_SECONDS = 86_400;
  private static final double WEEK_DAYS = 7;

  private final double days;

  CalendarCycle(double days) {
    this.days = days;
  }

  /// The length.
  ///
  /// @return in days
  public double days() {
    return days;
  }

  /// The part of the cycle that has passed.
  ///
  /// @param seconds since 1970
  /// @return a number in [0, 1)
  double phase(long seconds) {
    LocalDateTime time = Frequency.time(seconds);
    double ofDay = time.toLocalTime().toSecondOfDay();
    return switch (this) {
      case HOUR -> ofDay % HOUR_SECONDS / HOUR_SECONDS;
      case DAY -> ofDay / DAY_SECONDS;
      case WEEK -> (time.getDayOfWeek().getValue() - 1 + ofDay / DAY_SECONDS) / WEEK_DAYS;
      case YEAR ->
          (time.getDayOfYear() - 1 + ofDay / DAY_SECONDS) / time.toLocalDate().lengthOfYear();
    };
  }

  /// The name as written in a file.
  ///
  /// @return such as `week`
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
