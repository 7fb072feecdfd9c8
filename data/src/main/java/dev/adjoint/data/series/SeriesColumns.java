package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which columns of a table of series hold what.
///
/// @param time when a value was measured
/// @param target the value to forecast, a number
/// @param series which series a row belongs to; empty where the table holds a single one
/// @param known columns whose future values are known when a forecast is made, such as a holiday
/// @param past columns whose values are known up to the time of the forecast only
public record SeriesColumns(
    String time, String target, Optional<String> series, List<String> known, List<String> past) {

  /// Checks that no column is named twice.
  ///
  /// @throws DataException naming the column
  public SeriesColumns {
    known = List.copyOf(known);
    past = List.copyOf(past);
    List<String> all = new ArrayList<>(List.of(time, target));
    series.ifPresent(all::add);
    all.addAll(known);
    all.addAll(past);
    LinkedHashSet<String> seen = new LinkedHashSet<>();
    for (String name : all) {
      if (!seen.add(name)) {
        throw new DataException(
            "series: column %s is named for two purposes; name a column of its own for time, target, series, and each known or past column"
                .formatted(name));
      }
    }
  }

  /// One series without further columns.
  ///
  /// @param time the column of the times
  /// @param target the column of the values
  /// @return the columns
  public static SeriesColumns of(String time, String target) {
    return new SeriesColumns(time, target, Optional.empty(), List.of(), List.of());
  }

  /// The same with a column that tells several series apart.
  ///
  /// @param column its name
  /// @return new columns
  @CheckReturnValue
  public SeriesColumns withSeries(String column) {
    return new SeriesColumns(time, target, Optional.of(column), known, past);
  }

  /// The same with columns whose future values are known.
  ///
  /// @param columns their names
  /// @return new columns
  @CheckReturnValue
  public SeriesColumns withKnown(List<String> columns) {
    return new SeriesColumns(time, target, series, columns, past);
  }

  /// The same with columns whose values are known up to the time of the forecast.
  ///
  /// @param columns their names
  /// @return new columns
  @CheckReturnValue
  public SeriesColumns withPast(List<String> columns) {
    return new SeriesColumns(time, target, series, known, columns);
  }

  /// The columns that a table must have for a forecast.
  ///
  /// @return their names
  public List<String> names() {
    List<String> names = new ArrayList<>();
    series.ifPresent(names::add);
    names.add(time);
    names.add(target);
    names.addAll(known);
    names.addAll(past);
    return names;
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", time);
    map.put("target", target);
    map.put("series", series.orElse(""));
    map.put("known", known);
    map.put("past", past);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the columns
  /// @throws DataException when an entry is missing or wrong
  public static SeriesColumns fromMap(PlainMap fields) {
    return new SeriesColumns(
        fields.text("time"),
        fields.text("target"),
        Optional.of(fields.text("series")).filter(name -> !name.isEmpty()),
        fields.texts("known"),
        fields.texts("past"));
  }
}
