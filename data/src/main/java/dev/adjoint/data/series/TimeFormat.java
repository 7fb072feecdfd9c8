package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DateFormat;
import dev.adjoint.data.table.Table;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// How the times of a column are written, so that they can be read and that times of a forecast can
/// be written in the same way.
///
/// A time is a number of seconds since 1970-01-01T00:00, in the time that the file is written in;
/// where texts name an offset such as `+02:00`, it is UTC.
///
/// @param form how texts are read
/// @param pattern the pattern of [DateTimeFormatter] by which times are written, and read where the
///   form says so
public record TimeFormat(Form form, String pattern) {

  private static final long DAY = 86_400;
  private static final long MILLISECONDS = 1000;
  private static final Pattern EPOCH_SECONDS = Pattern.compile("-?[0-9]{9,10}");
  private static final Pattern EPOCH_MILLISECONDS = Pattern.compile("-?[0-9]{12,13}");
  private static final Pattern UNPADDED = Pattern.compile("[0-9]+[-/.][0-9][-/.].*|.*[-/.][0-9]");
  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]+)([-/.])([0-9]+)[-/.]([0-9]+)(?:([T ])[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?.*?( ?(?:Z|[+-][0-9:]{5,6}))?)?");

  /// Forms that a pattern describes, in the order in which they are tried.
  private static final List<String> PATTERNS =
      List.of(
          "uuuu-MM",
          "uuuu/MM",
          "MM/uuuu",
          "MM.uuuu",
          "MM-uuuu",
          "uuuu'Q'Q",
          "uuuu-'Q'Q",
          "uuuu 'Q'Q",
          "'Q'Q uuuu",
          "YYYY-'W'ww",
          "YYYY'W'ww",
          "MMM uuuu",
          "MMMM uuuu",
          "MMM-uuuu",
          "d MMM uuuu",
          "d-MMM-uuuu",
          "d MMMM uuuu",
          "MMM d, uuuu",
          "MMMM d, uuuu",
          "uuuuMMdd",
          "uuuuMMdd'T'HHmmss",
          "uuuu");

  /// How texts are read.
  public enum Form {
    /// Year, month and day, as in [DateFormat#YEAR_FIRST].
    YEAR_FIRST(Optional.of(DateFormat.YEAR_FIRST)),
    /// Day, month and year, as in [DateFormat#DAY_FIRST].
    DAY_FIRST(Optional.of(DateFormat.DAY_FIRST)),
    /// Month, day and year, as in [DateFormat#MONTH_FIRST].
    MONTH_FIRST(Optional.of(DateFormat.MONTH_FIRST)),
    /// By the pattern: a month such as `1949-01`, a quarter, a week, a year.
    PATTERN(Optional.empty()),
    /// Seconds since 1970.
    EPOCH_SECONDS(Optional.empty()),
    /// Milliseconds since 1970.
    EPOCH_MILLISECONDS(Optional.empty());

    private final Optional<DateFormat> dates;

    Form(Optional<DateFormat> dates) {
      this.dates = dates;
    }

    /// The name as written in a file.
    ///
    /// @return such as `year first`
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Checks the pattern.
  ///
  /// @throws DataException when it is not a pattern of times
  public TimeFormat {
    try {
      DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
          .formatTo(LocalDateTime.of(2024, 1, 1, 0, 0), new StringBuilder());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DataException(
          "series: '%s' is not a pattern of times (%s); train the model again"
              .formatted(pattern, e.getMessage()),
          e);
    }
  }

  /// The form in which every cell of a column is written.
  ///
  /// @param table for the message
  /// @param column the column of the times
  /// @return the form
  /// @throws DataException when a time is missing or no form fits all of them
  public static TimeFormat of(Table table, Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        throw missing(table, column, row);
      }
    }
    for (Form form : Form.values()) {
      if (form.dates.isPresent() && form.dates.get().fits(column)) {
        return new TimeFormat(form, pattern(form, column));
      }
    }
    for (String pattern : PATTERNS) {
      TimeFormat format = new TimeFormat(Form.PATTERN, pattern);
      if (column.rows() > 0 && format.firstUnreadable(column) < 0) {
        return format;
      }
    }
    for (Form form : List.of(Form.EPOCH_SECONDS, Form.EPOCH_MILLISECONDS)) {
      TimeFormat format = new TimeFormat(form, "uuuu-MM-dd HH:mm:ss");
      if (column.rows() > 0 && format.firstUnreadable(column) < 0) {
        return format;
      }
    }
    throw unreadable(table, column);
  }

  /// This form, where it fits all cells of a column, else the form that does.
  ///
  /// @param table for the message
  /// @param column the column of the times
  /// @return the form
  /// @throws DataException when a time is missing or no form fits all of them
  TimeFormat in(Table table, Column column) {
    boolean fits = column.rows() > 0;
    for (int row = 0; row < column.rows() && fits; row++) {
      fits = !column.isMissing(row) && read(column.text(row)).isPresent();
    }
    return fits ? this : of(table, column);
  }

  private static DataException missing(Table table, Column column, int row) {
    return new DataException(
        "read %s: %s: the time is missing; a value needs a time to belong to a series; fill it in or remove the row"
            .formatted(table.source(), table.location(row, column)));
  }

  /// Names the first cell that does not fit the form that fits most cells.
  private static DataException unreadable(Table table, Column column) {
    int worst = 0;
    int most = -1;
    for (Form form : Form.values()) {
      for (String pattern : form == Form.PATTERN ? PATTERNS : List.of("uuuu")) {
        TimeFormat format = new TimeFormat(form, pattern);
        int readable = 0;
        int first = -1;
        for (int row = 0; row < column.rows(); row++) {
          boolean fits = format.read(column.text(row)).isPresent();
          readable += fits ? 1 : 0;
          first = !fits && first < 0 ? row : first;
        }
        if (readable > most) {
          most = readable;
          worst = Math.max(0, first);
        }
      }
    }
    String others = most > 0 ? "in the form of the others" : "in a form that is known";
    return new DataException(
        "read %s: %s: '%s' is not a time %s; write times such as 2024-03-31, 2024-03-31 18:00, 31.03.2024, 2024-03, 2024-Q1, 2024-W13, 2024 or seconds since 1970, all in one form"
            .formatted(table.source(), table.location(worst, column), column.text(worst), others));
  }

  private int firstUnreadable(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (read(column.text(row)).isEmpty()) {
        return row;
      }
    }
    return -1;
  }

  /// The pattern by which dates are written as the first cell is.
  private static String pattern(Form form, Column column) {
    var found = DATE.matcher(column.text(0));
    if (!found.matches()) {
      return "uuuu-MM-dd HH:mm:ss";
    }
    boolean isPadded = true;
    boolean hasSeconds = false;
    boolean hasTime = false;
    for (int row = 0; row < column.rows(); row++) {
      var cell = DATE.matcher(column.text(row));
      if (cell.matches()) {
        isPadded &= !UNPADDED.matcher(column.text(row).split("[T ]", 2)[0]).matches();
        hasTime |= cell.group(5) != null;
        hasSeconds |= cell.group(6) != null;
      }
    }
    String mark = found.group(2);
    String day = isPadded ? "dd" : "d";
    String month = isPadded ? "MM" : "M";
    String date =
        switch (form) {
          case DAY_FIRST -> String.join(mark, day, month, "uuuu");
          case MONTH_FIRST -> String.join(mark, month, day, "uuuu");
          default -> String.join(mark, "uuuu", month, day);
        };
    if (!hasTime) {
      return date;
    }
    String between = "T".equals(found.group(5)) ? "'T'" : " ";
    String zone = found.group(7) == null ? "" : "'Z'";
    return date + between + (hasSeconds ? "HH:mm:ss" : "HH:mm") + zone;
  }

  /// The time in a cell.
  ///
  /// @param table for the message
  /// @param column the column of the times
  /// @param row the row
  /// @return seconds since 1970
  /// @throws DataException when it is missing or not in this form
  public long seconds(Table table, Column column, int row) {
    if (column.isMissing(row)) {
      throw missing(table, column, row);
    }
    return read(column.text(row))
        .orElseThrow(() ->
            new DataException(
                "read %s: %s: '%s' is not a time as the model was trained on (such as %s); correct the cell"
                    .formatted(
                        table.source(), table.location(row, column), column.text(row), text(0))));
  }

  /// The time in a text.
  ///
  /// @param text a text
  /// @return seconds since 1970; empty when the text is not in this form
  public OptionalLong read(String text) {
    if (form.dates.isPresent()) {
      double days = form.dates.get().days(text);
      return Double.isNaN(days) ? OptionalLong.empty() : OptionalLong.of(Math.round(days * DAY));
    }
    if (form == Form.EPOCH_SECONDS) {
      return EPOCH_SECONDS.matcher(text).matches()
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    }
    if (form == Form.EPOCH_MILLISECONDS) {
      return EPOCH_MILLISECONDS.matcher(text).matches()
          ? OptionalLong.of(Math.floorDiv(Long.parseLong(text), MILLISECONDS))
          : OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          LocalDateTime.parse(text, reader(pattern)).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }

  private static DateTimeFormatter reader(String pattern) {
    DateTimeFormatterBuilder builder =
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    if (pattern.contains("w")) {
      builder.parseDefaulting(WeekFields.ISO.dayOfWeek(), 1);
    } else if (pattern.contains("Q")) {
      builder.parseDefaulting(IsoFields.DAY_OF_QUARTER, 1);
    } else {
      if (!pattern.contains("M")) {
        builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      }
      if (!pattern.contains("d")) {
        builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
      }
    }
    if (!pattern.contains("H")) {
      builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    // ISO weeks begin on Monday, which this locale says.
    return builder
        .toFormatter(Locale.forLanguageTag("en-GB"))
        .withResolverStyle(ResolverStyle.SMART);
  }

  /// A time as the column writes it.
  ///
  /// @param seconds since 1970
  /// @return the text
  public String text(long seconds) {
    return switch (form) {
      case EPOCH_SECONDS -> Long.toString(seconds);
      case EPOCH_MILLISECONDS -> Long.toString(seconds * MILLISECONDS);
      default ->
          DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag("en-GB"))
              .format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    };
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("form", form.toString());
    map.put("pattern", pattern);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the format
  /// @throws DataException when an entry is missing or wrong
  public static TimeFormat fromMap(PlainMap fields) {
    return new TimeFormat(
        fields.choice("form", Form.values(), Form::toString), fields.text("pattern"));
  }
}
