package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The distance between neighbouring values of a regular series.
///
/// Times become slots, whole numbers that grow by 1 from one value to the next, so that a gap is a
/// slot without a value.
///
/// @param unit the unit
/// @param every how many units a step has, at least 1
/// @param anchor a time on the grid, in seconds since 1970
/// @param isMonthEnd whether times are the last days of months
public record Frequency(Unit unit, int every, long anchor, boolean isMonthEnd) {

  private static final int WEEKDAYS = 5;
  private static final int WEEK = 7;
  private static final int MONTHS = 12;
  private static final long DAY_SECONDS = 86_400;

  /// Monday, 1970-01-05.
  private static final long MONDAY = 4;

  /// A unit of time.
  public enum Unit {
    /// A second.
    SECOND(1, 0),
    /// 60 seconds.
    MINUTE(60, 0),
    /// 60 minutes.
    HOUR(3600, 0),
    /// A day.
    DAY(86_400, 0),
    /// A day from Monday to Friday.
    WEEKDAY(0, 0),
    /// Seven days.
    WEEK(7 * 86_400, 0),
    /// A month of the calendar.
    MONTH(0, 1),
    /// Three months.
    QUARTER(0, 3),
    /// A year of the calendar.
    YEAR(0, 12);

    private final long seconds;
    private final int months;

    Unit(long seconds, int months) {
      this.seconds = seconds;
      this.months = months;
    }

    /// The name as written in a file and in messages.
    ///
    /// @return such as `month`
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Checks the step.
  public Frequency {
    if (every < 1) {
      throw new DataException(
          "series: a step has at least 1 %s but has %d; train the model again"
              .formatted(unit, every));
    }
  }

  /// A step of some seconds, in the largest unit that divides it.
  static Frequency ofSeconds(long step, long anchor) {
    Unit best = Unit.SECOND;
    for (Unit unit : Unit.values()) {
      if (unit.seconds > 0 && step % unit.seconds == 0) {
        best = unit;
      }
    }
    return new Frequency(best, Math.toIntExact(step / best.seconds), anchor, false);
  }

  /// A step of some months, in the largest unit that divides it.
  static Frequency ofMonths(int step, long anchor, boolean isMonthEnd) {
    Unit unit = step % 12 == 0 ? Unit.YEAR : step % 3 == 0 ? Unit.QUARTER : Unit.MONTH;
    return new Frequency(unit, step / unit.months, anchor, isMonthEnd);
  }

  /// Every day from Monday to Friday.
  static Frequency ofWeekdays(long anchor) {
    return new Frequency(Unit.WEEKDAY, 1, anchor, false);
  }

  /// The slot of a time; a time beside the grid has that of the nearest one on it.
  ///
  /// @param seconds since 1970
  /// @return the number of the slot
  public long slot(long seconds) {
    if (unit.seconds > 0) {
      long step = unit.seconds * every;
      return Math.floorDiv(seconds - anchor + step / 2, step);
    }
    if (unit == Unit.WEEKDAY) {
      long day = Math.floorDiv(seconds, DAY_SECONDS) - MONDAY;
      long weekday = Math.min(WEEKDAYS - 1, Math.floorMod(day, (long) WEEK));
      return WEEKDAYS * Math.floorDiv(day, (long) WEEK) + weekday;
    }
    long months = month(seconds) - month(anchor);
    return Math.floorDiv(months + unit.months * every / 2, (long) unit.months * every);
  }

  /// The time of a slot.
  ///
  /// @param slot the number of the slot
  /// @return seconds since 1970
  public long seconds(long slot) {
    if (unit.seconds > 0) {
      return anchor + slot * unit.seconds * every;
    }
    LocalDateTime first = time(anchor);
    long ofDay = first.toLocalTime().toSecondOfDay();
    if (unit == Unit.WEEKDAY) {
      long day =
          MONDAY
              + WEEK * Math.floorDiv(slot, (long) WEEKDAYS)
              + Math.floorMod(slot, (long) WEEKDAYS);
      return day * DAY_SECONDS + ofDay;
    }
    YearMonth month = YearMonth.from(first).plusMonths(slot * unit.months * every);
    LocalDate day =
        isMonthEnd
            ? month.atEndOfMonth()
            : month.atDay(Math.min(first.getDayOfMonth(), month.lengthOfMonth()));
    return day.toEpochDay() * DAY_SECONDS + ofDay;
  }

  /// Whether a time is on the grid.
  ///
  /// @param seconds since 1970
  /// @return false for a time between two slots
  public boolean isOnGrid(long seconds) {
    return seconds(slot(seconds)) == seconds;
  }

  private static long month(long seconds) {
    LocalDateTime time = time(seconds);
    return (long) MONTHS * time.getYear() + time.getMonthValue() - 1;
  }

  static LocalDateTime time(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  static boolean isWeekend(long seconds) {
    DayOfWeek day = time(seconds).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }

  /// How many steps a cycle of the calendar has.
  ///
  /// @param cycle such as a day
  /// @return the number of steps, not always whole; below 2 where the step is too long for it
  public double stepsIn(CalendarCycle cycle) {
    double days =
        switch (unit) {
          case WEEKDAY -> 7.0 / WEEKDAYS;
          case MONTH, QUARTER, YEAR -> CalendarCycle.YEAR.days() / MONTHS * unit.months * every;
          default -> (double) unit.seconds * every / DAY_SECONDS;
        };
    return cycle.days() / days;
  }

  /// The step in words.
  ///
  /// @return such as `1 hour` or `15 minutes`
  public String describe() {
    return steps(1);
  }

  /// A number of steps in words.
  ///
  /// @param count how many steps
  /// @return such as `24 hours`
  public String steps(long count) {
    long units = count * every;
    return "%,d %s%s".formatted(units, unit, units == 1 ? "" : "s");
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("unit", unit.toString());
    map.put("every", every);
    map.put("anchor", anchor);
    map.put("month_end", isMonthEnd);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the frequency
  /// @throws DataException when an entry is missing or wrong
  public static Frequency fromMap(PlainMap fields) {
    return new Frequency(
        fields.choice("unit", Unit.values(), Unit::toString),
        fields.whole("every", 1, Integer.MAX_VALUE),
        fields.whole("anchor"),
        fields.truth("month_end"));
  }
}
