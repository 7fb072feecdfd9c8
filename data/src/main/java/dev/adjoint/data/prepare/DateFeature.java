package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DateFormat;
import dev.adjoint.data.table.Table;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// A column of dates or times: the standardised day number, and for each cycle of the calendar the
/// sine and the cosine of the angle in it, so that the end of a cycle is near its start.
///
/// The day number is in days since 1970-01-01, or in parts of a day for times alone. Inputs of a
/// missing cell are 0.
///
/// @param column the column's name
/// @param format how the dates are written
/// @param mean mean of the training rows, in days
/// @param std standard deviation of the training rows, in days, above 0
/// @param cycles the cycles that have inputs
public record DateFeature(
    String column, DateFormat format, double mean, double std, List<Cycle> cycles)
    implements Feature {

  /// A cycle of the calendar.
  public enum Cycle {
    /// The year, of 365.2425 days.
    YEAR(365.2425),
    /// The week, from Monday on.
    WEEK(7),
    /// The day.
    DAY(1);

    private static final double MONDAY = 4;

    private final double days;

    Cycle(double days) {
      this.days = days;
    }

    /// The part of the cycle that has passed.
    ///
    /// @param day days since 1970-01-01
    /// @return a number in [0, 1)
    double phase(double day) {
      double cycles = (this == WEEK ? Math.floor(day) - MONDAY : day) / days;
      return cycles - Math.floor(cycles);
    }

    /// The name as written in a file.
    ///
    /// @return such as `year`
    @Override
    public String toString() {
      return switch (this) {
        case YEAR -> "year";
        case WEEK -> "week";
        case DAY -> "day";
      };
    }
  }

  /// Copies the list.
  public DateFeature {
    cycles = List.copyOf(cycles);
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(column);
    for (Cycle cycle : cycles) {
      names.add("%s sin(%s)".formatted(column, cycle));
      names.add("%s cos(%s)".formatted(column, cycle));
    }
    return names;
  }

  @Override
  public CellState encode(Table table, Column cells, int row, float[] into, int offset) {
    if (cells.isMissing(row)) {
      return CellState.MISSING;
    }
    double day = format.days(cells.text(row));
    if (Double.isNaN(day)) {
      throw new DataException(
          "read %s: %s: '%s' is not a date as the model was trained on (%s); correct the cell, or leave it empty if the value is missing"
              .formatted(table.source(), table.location(row, cells), cells.text(row), format));
    }
    into[offset] = (float) Moments.standardize(day, mean, std);
    int at = offset + 1;
    for (Cycle cycle : cycles) {
      double angle = 2 * Math.PI * cycle.phase(day);
      for (DoubleUnaryOperator wave :
          List.<DoubleUnaryOperator>of(StrictMath::sin, StrictMath::cos)) {
        into[at++] = (float) wave.applyAsDouble(angle);
      }
    }
    return CellState.KNOWN;
  }

  /// The date, with the minute where the day is a cycle.
  @Override
  public String decode(float[] inputs, int offset) {
    double day = (double) inputs[offset] * std + mean;
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.round(day * 1440.0) * 60, 0, ZoneOffset.UTC);
    return cycles.contains(Cycle.DAY) ? time.toString() : time.toLocalDate().toString();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "date");
    map.put("column", column);
    map.put("format", format.toString());
    map.put("mean", mean);
    map.put("std", std);
    map.put("cycles", cycles.stream().map(Cycle::toString).toList());
    return map;
  }

  static DateFeature from(PlainMap fields) {
    List<Cycle> cycles = new ArrayList<>();
    for (String name : fields.texts("cycles")) {
      cycles.add(
          List.of(Cycle.values()).stream()
              .filter(cycle -> cycle.toString().equals(name))
              .findFirst()
              .orElseThrow(() -> fields.wrong("cycles", "a list of year, week and day")));
    }
    return new DateFeature(
        fields.text("column"),
        fields.choice("format", DateFormat.values(), DateFormat::toString),
        fields.number("mean"),
        fields.positive("std"),
        cycles);
  }
}
