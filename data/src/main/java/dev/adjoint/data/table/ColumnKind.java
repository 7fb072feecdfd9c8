package dev.adjoint.data.table;

import dev.adjoint.data.DataException;
import java.util.HashMap;
import java.util.Map;

/// What a column holds, found from its cells.
///
/// A column is numbers when every cell that is not missing is a number. A column in which numbers
/// are at least as frequent as text counts as a column of numbers with a mistake, and the first
/// mistake is reported; treating it as categories would hide the mistake. A mixed column is text
/// only if it has few values, each of which occurs often (`0, 1, 2, 3+`).
public enum ColumnKind {
  /// Every cell is a finite number or missing.
  NUMBER,
  /// Cells are names of categories.
  TEXT,
  /// Every cell is a date, a time, both, or missing.
  DATE,
  /// Every cell is missing.
  EMPTY;

  private static final int FEW_VALUES = 20;
  private static final int REPEATS = 5;

  /// Finds what a column holds.
  ///
  /// @param table for messages
  /// @param column one of its columns
  /// @return the kind
  /// @throws DataException when the column is numbers but one cell is text, NaN or infinite
  public static ColumnKind of(Table table, Column column) {
    int numbers = 0;
    int texts = 0;
    int firstText = -1;
    int firstNotFinite = -1;
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        continue;
      }
      if (column.isNotFinite(row)) {
        numbers++;
        firstNotFinite = firstNotFinite < 0 ? row : firstNotFinite;
      } else if (!Double.isNaN(column.number(row))) {
        numbers++;
      } else {
        texts++;
        firstText = firstText < 0 ? row : firstText;
      }
    }
    if (numbers + texts == 0) {
      return EMPTY;
    }
    if (numbers == 0 && DateFormat.of(column).isPresent()) {
      return DATE;
    }
    if (texts > 0 && (texts > numbers || isRepeating(column))) {
      return TEXT;
    }
    if (texts > 0) {
      throw new DataException(
          ("read %s: %s: '%s' is not a number but %d of the column's %d other cells are; correct the"
                  + " cell, or leave it empty if the value is missing, or drop the column")
              .formatted(
                  table.source(),
                  table.location(firstText, column),
                  column.text(firstText),
                  numbers,
                  numbers + texts - 1));
    }
    if (firstNotFinite >= 0) {
      throw notFinite(table, column, firstNotFinite);
    }
    return NUMBER;
  }

  /// The error for a cell that holds no finite number.
  ///
  /// @param table for the position of the cell
  /// @param column the cell's column
  /// @param row the cell's row, from 0
  /// @return the error to throw
  public static DataException notFinite(Table table, Column column, int row) {
    return new DataException(
        ("read %s: %s: '%s' is not a finite number; correct the cell, or leave it empty if"
                + " the value is missing")
            .formatted(table.source(), table.location(row, column), column.text(row)));
  }

  private static boolean isRepeating(Column column) {
    Map<String, Integer> counts = new HashMap<>();
    int present = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        present++;
        counts.merge(column.text(row), 1, Integer::sum);
        if (counts.size() > FEW_VALUES) {
          return false;
        }
      }
    }
    return present >= REPEATS * counts.size()
        && counts.entrySet().stream()
            .noneMatch(entry ->
                entry.getValue() == 1 && Double.isNaN(Column.of("", entry.getKey()).number(0)));
  }
}
