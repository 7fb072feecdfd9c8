package dev.adjoint.data.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the dates or times of a column are written.
///
/// A date may be followed by a time of the day, after a blank, a comma or `T`, by `AM` or `PM`, and
/// by `Z` or an offset such as `+02:00`. The parts of a date in digits are separated by `-`, `/` or
/// `.`.
public enum DateFormat {
  /// Year, month, day: `2024-03-31`.
  YEAR_FIRST("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})", 1, 3, 4),
  /// Day, month, year: `31.03.2024`.
  DAY_FIRST("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})", 4, 3, 1),
  /// Month, day, year: `03/31/2024`.
  MONTH_FIRST("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})", 4, 1, 3),
  /// The month by its English name, whole or the first three letters, or with signs: `12 Mar 2024`,
  /// `March 12, 2024`, `2024-Mar-12`, `12-MAR-24`, `Tue, 12 Mar 2024`, `2024年3月12日`. A year of two
  /// digits is one of 1969 … 2068.
  NAMED_MONTH("", 0, 0, 0),
  /// A time of the day alone: `18:30`, `18:30:15`, and with points `18.30.00`, whose seconds must
  /// be 00, because other numbers may be a date with a year of two digits.
  TIME("", 0, 0, 0);

  private static final String CLOCK =
      "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:[.,][0-9]{1,9})?))?(?: ?([AaPp][Mm]))?";
  private static final Pattern TIME_OF_DAY =
      Pattern.compile(CLOCK + "|([0-9]{1,2})\\.([0-9]{2})\\.(00)()");
  private static final Pattern REST =
      Pattern.compile("(?:(?:T|,? )" + CLOCK + " ?(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?");
  private static final Pattern OFFSET = Pattern.compile("[+-].*");
  private static final double MINUTES = 24 * 60;

  private final Pattern date;
  private final int year;
  private final int month;
  private final int day;

  DateFormat(String date, int year, int month, int day) {
    this.date = Pattern.compile(date);
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /// The format in which every cell that is not missing is a date or a time.
  ///
  /// Where both [#DAY_FIRST] and [#MONTH_FIRST] fit every cell, it is [#DAY_FIRST].
  ///
  /// @param column a column
  /// @return the format, empty when none fits or every cell is missing
  public static Optional<DateFormat> of(Column column) {
    for (DateFormat format : values()) {
      if (format.fits(column)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /// Whether every cell that is not missing is written in this format.
  ///
  /// @param column a column
  /// @return false also for a column without any value
  public boolean fits(Column column) {
    boolean any = false;
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        if (Double.isNaN(days(column.text(row)))) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /// The date in a text as a number.
  ///
  /// @param text a cell
  /// @return days since 1970-01-01 (00:00 UTC where the text names an offset, local otherwise), for
  ///   [#TIME] the part of the day in [0, 1); NaN when the text is not in this format or there is
  ///   no such day
  public double days(String text) {
    if (this == TIME) {
      Matcher time = TIME_OF_DAY.matcher(text);
      if (!time.matches()) {
        return Double.NaN;
      }
      return time.group(1) == null ? clock(time, 5) : clock(time, 1);
    }
    try {
      if (this == NAMED_MONTH) {
        Optional<NamedDate> named = NamedDate.of(text);
        return named.isEmpty() ? Double.NaN : days(named.get().date(), text, named.get().end());
      }
      Matcher found = date.matcher(text);
      if (!found.lookingAt()) {
        return Double.NaN;
      }
      LocalDate day =
          LocalDate.of(number(found, year), number(found, month), number(found, this.day));
      return days(day, text, found.end());
    } catch (DateTimeException _) {
      return Double.NaN;
    }
  }

  private static double days(LocalDate day, String text, int end) {
    Matcher rest = REST.matcher(text).region(end, text.length());
    if (!rest.matches()) {
      return Double.NaN;
    }
    double time = rest.group(1) == null ? 0 : clock(rest, 1);
    return day.toEpochDay() + time - offset(rest.group(5));
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static double clock(Matcher found, int first) {
    int hours = number(found, first);
    int minutes = number(found, first + 1);
    String text = found.group(first + 2);
    double seconds = text == null ? 0 : Double.parseDouble(text.replace(',', '.'));
    String half = found.group(first + 3);
    boolean isHalf = half != null && !half.isEmpty();
    if (hours > 23 || minutes > 59 || seconds >= 60 || (isHalf && (hours < 1 || hours > 12))) {
      return Double.NaN;
    }
    if (isHalf) {
      hours = hours % 12 + (half.toUpperCase(Locale.ROOT).equals("PM") ? 12 : 0);
    }
    return (hours * 60 + minutes + seconds / 60) / MINUTES;
  }

  private static double offset(@org.jspecify.annotations.Nullable String zone) {
    if (zone == null || !OFFSET.matcher(zone).matches()) {
      return 0;
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes =
        Integer.parseInt(digits.substring(0, 2)) * 60 + Integer.parseInt(digits.substring(2));
    return (zone.charAt(0) == '-' ? -minutes : minutes) / MINUTES;
  }

  /// The name as written in a file and in messages.
  ///
  /// @return such as `day first`
  @Override
  public String toString() {
    return switch (this) {
      case YEAR_FIRST -> "year first";
      case DAY_FIRST -> "day first";
      case MONTH_FIRST -> "month first";
      case NAMED_MONTH -> "named month";
      case TIME -> "time";
    };
  }
}
