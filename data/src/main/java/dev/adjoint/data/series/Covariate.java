package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A column beside the target: one standardised number, or a number of 0 or 1 for each category.
/// Where a cell is missing, or holds a category that the training rows did not have, all are 0.
///
/// @param column its name
/// @param mean the mean of the training rows; 0 for categories
/// @param std the standard deviation of the training rows, above 0; 1 for categories
/// @param categories the categories of the training rows; none for numbers
public record Covariate(String column, double mean, double std, List<String> categories) {

  private static final int MOST_CATEGORIES = 50;

  /// Copies the categories.
  public Covariate {
    categories = List.copyOf(categories);
    if (!Double.isFinite(mean) || !(std > 0) || Double.isInfinite(std)) {
      throw new DataException(
          "series: column %s needs a finite mean and a standard deviation above 0 but has %s and %s; leave it out"
              .formatted(column, mean, std));
    }
  }

  /// Learns from the training rows.
  ///
  /// @param table the table
  /// @param name the column
  /// @param rows the training rows
  /// @return how the column becomes inputs
  /// @throws DataException when it is missing, constant, a date, or has too many categories
  static Covariate fit(Table table, String name, int[] rows) {
    Column column = table.column(name);
    return switch (ColumnKind.of(table, column)) {
      case NUMBER -> number(table, column, rows);
      case TEXT -> categories(table, column, rows);
      case DATE, EMPTY ->
          throw new DataException(
              "read %s: column %s holds neither numbers nor categories, so a forecast cannot use it; leave it out"
                  .formatted(table.source(), name));
    };
  }

  private static Covariate number(Table table, Column column, int[] rows) {
    double sum = 0;
    int count = 0;
    for (int row : rows) {
      if (!column.isMissing(row)) {
        sum += column.number(row);
        count++;
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (int row : rows) {
      if (!column.isMissing(row)) {
        squares += (column.number(row) - mean) * (column.number(row) - mean);
      }
    }
    double std = Math.sqrt(squares / count);
    if (!(std > 0)) {
      throw constant(table, column);
    }
    return new Covariate(column.name(), mean, std, List.of());
  }

  private static Covariate categories(Table table, Column column, int[] rows) {
    TreeSet<String> names = new TreeSet<>();
    for (int row : rows) {
      if (!column.isMissing(row)) {
        names.add(column.text(row));
      }
    }
    if (names.size() < 2) {
      throw constant(table, column);
    }
    if (names.size() > MOST_CATEGORIES) {
      throw new DataException(
          "read %s: column %s has %d different texts in the training part but at most %d can become inputs; leave it out"
              .formatted(table.source(), column.name(), names.size(), MOST_CATEGORIES));
    }
    return new Covariate(column.name(), 0, 1, List.copyOf(names));
  }

  private static DataException constant(Table table, Column column) {
    return new DataException(
        "read %s: column %s has a single value in the training part, so nothing can be learnt from it; leave it out"
            .formatted(table.source(), column.name()));
  }

  /// How many inputs the column becomes.
  int width() {
    return Math.max(1, categories.size());
  }

  /// The names of the inputs.
  List<String> names() {
    return categories.isEmpty()
        ? List.of(column)
        : categories.stream().map(name -> column + "=" + name).toList();
  }

  /// Writes the inputs of a row.
  ///
  /// @param table for messages
  /// @param cells the column
  /// @param row the row
  /// @param into where the inputs go, all 0 before
  /// @param offset of the first input
  /// @throws DataException when the cell holds no number but should
  void encode(Table table, Column cells, int row, float[] into, int offset) {
    if (cells.isMissing(row)) {
      return;
    }
    if (!categories.isEmpty()) {
      int index = categories.indexOf(cells.text(row));
      if (index >= 0) {
        into[offset + index] = 1;
      }
      return;
    }
    double number = cells.number(row);
    if (!Double.isFinite(number)) {
      throw new DataException(
          "read %s: %s: '%s' is not a finite number; correct the cell, or leave it empty if the value is missing"
              .formatted(table.source(), table.location(row, cells), cells.text(row)));
    }
    into[offset] = (float) ((number - mean) / std);
  }

  /// Everything as written in `model.json`.
  ///
  /// @return a new map
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("column", column);
    map.put("mean", mean);
    map.put("std", std);
    map.put("categories", categories);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the covariate
  /// @throws DataException when an entry is missing or wrong
  static Covariate fromMap(PlainMap fields) {
    return new Covariate(
        fields.text("column"),
        fields.number("mean"),
        fields.positive("std"),
        fields.texts("categories"));
  }
}
