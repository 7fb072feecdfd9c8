package dev.adjoint.data.table;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Named columns of equal length, and where they came from.
///
/// A table holds text; whether a column is numbers or categories is found by [ColumnKind].
public final class Table {
  private final String source;
  private final List<Column> columns;
  private final long[] lines;
  private final Dialect dialect;
  private final List<String> notes;

  private Table(
      String source, List<Column> columns, long[] lines, Dialect dialect, List<String> notes) {
    this.source = source;
    this.columns = columns;
    this.lines = lines;
    this.dialect = dialect;
    this.notes = notes;
  }

  /// The same rows with what a reader found about the file.
  ///
  /// @param found how the file writes its table
  /// @param about what should be reported, one sentence each
  /// @return a table that shares the columns
  @CheckReturnValue
  public Table withDialect(Dialect found, List<String> about) {
    return new Table(source, columns, lines, found, List.copyOf(about));
  }

  /// How the file writes its table; [Dialect#PLAIN] where the rows did not come from a file.
  ///
  /// @return what the reader found
  public Dialect dialect() {
    return dialect;
  }

  /// What the reader found worth reporting.
  ///
  /// @return one sentence each
  public List<String> notes() {
    return notes;
  }

  /// A table that was read from a file.
  ///
  /// @param source the file's name as messages should show it
  /// @param columns columns of equal length with different names
  /// @param lines number of the file's line on which each row starts, from 1; empty when unknown
  /// @return the table
  /// @throws DataException when two columns share a name or differ in length
  public static Table of(String source, List<Column> columns, long... lines) {
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name())) {
        throw new DataException(
            "read %s: the header names two columns '%s'; rename one of them"
                .formatted(source, column.name()));
      }
      if (column.rows() != columns.getFirst().rows()) {
        throw new DataException(
            "read %s: column %s has %d rows but column %s has %d; columns must be equally long"
                .formatted(
                    source,
                    columns.getFirst().name(),
                    columns.getFirst().rows(),
                    column.name(),
                    column.rows()));
      }
    }
    return new Table(source, List.copyOf(columns), lines.clone(), Dialect.PLAIN, List.of());
  }

  /// The name of the file the table came from.
  ///
  /// @return the name as messages show it
  public String source() {
    return source;
  }

  /// The columns in the order of the file.
  ///
  /// @return an unmodifiable list
  public List<Column> columns() {
    return columns;
  }

  /// The columns' names in the order of the file.
  ///
  /// @return an unmodifiable list
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The number of rows.
  ///
  /// @return rows under the header
  public int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().rows();
  }

  /// Whether there is a column of this name.
  ///
  /// @param name a column's name, exactly
  /// @return true when the table has it
  public boolean has(String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  /// The column of a name.
  ///
  /// @param name a column's name, exactly
  /// @return the column
  /// @throws DataException when there is none; the message names near ones
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new DataException(
        "read %s: there is no column '%s'; %s"
            .formatted(source, name, Spelling.suggest(name, names())));
  }

  /// Where a cell is, for messages.
  ///
  /// @param row index of the row, from 0
  /// @param column the column
  /// @return such as `row 12 (line 13), column weight`
  public String location(int row, Column column) {
    return location(row) + ", column " + column.name();
  }

  /// The line of the file on which a row starts.
  ///
  /// @param row index of the row, from 0
  /// @return the line, from 1; 0 when it is unknown
  public long line(int row) {
    return row < lines.length ? lines[row] : 0;
  }

  /// Where a row is, for messages.
  ///
  /// @param row index of the row, from 0
  /// @return such as `row 12 (line 13)`; rows are counted from 1 under the header
  public String location(int row) {
    String location = "row " + (row + 1);
    return row < lines.length ? location + " (line " + lines[row] + ")" : location;
  }
}
