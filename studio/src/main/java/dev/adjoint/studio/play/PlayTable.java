package dev.adjoint.studio.play;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import dev.adjoint.serve.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An uploaded table, of which two columns of numbers become coordinates and a third column the
/// target.
///
/// @param table the table
/// @param numbers the columns of numbers
/// @param targets the columns that can be the target: numbers, and texts with 2 to 10 different
///   values
public record PlayTable(Table table, List<String> numbers, List<String> targets) {

  /// The most rows.
  public static final int MOST_ROWS = 100_000;

  private static final int MOST_CLASSES = 10;

  /// Reads CSV text.
  ///
  /// @param name the name of the file, for messages
  /// @throws Refusal 400 when it is not a table, has too many rows, or too few columns can be used
  public static PlayTable of(String csv, String name) {
    Table table;
    List<String> numbers = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    try {
      table = TableReader.parse(csv, name);
      for (Column column : table.columns()) {
        ColumnKind kind = ColumnKind.of(table, column);
        if (kind == ColumnKind.NUMBER) {
          numbers.add(column.name());
          targets.add(column.name());
        } else if (kind == ColumnKind.TEXT && classes(column).size() >= 2) {
          targets.add(column.name());
        }
      }
    } catch (DataException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
    if (table.rows() > MOST_ROWS) {
      throw Refusal.of(
          413,
          "table: it has %,d rows but at most %,d are allowed; send fewer"
              .formatted(table.rows(), MOST_ROWS));
    }
    if (numbers.size() < 2 || targets.size() < 3) {
      throw Refusal.of(
          400,
          "table: it needs two columns of numbers and a third column as target, but the columns of numbers are %s and the possible targets are %s; add columns"
              .formatted(numbers, targets));
    }
    return new PlayTable(table, List.copyOf(numbers), List.copyOf(targets));
  }

  /// The values of a column of texts; empty when there are too many.
  private static List<String> classes(Column column) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row)) {
        seen.putIfAbsent(column.text(row), seen.size());
        if (seen.size() > MOST_CLASSES) {
          return List.of();
        }
      }
    }
    return List.copyOf(seen.keySet());
  }

  /// The points of three columns; rows with a missing cell are left out.
  ///
  /// @param x the column of the first coordinate, or empty for the first unused one
  /// @param y the column of the second coordinate, or empty for the first unused one
  /// @param target the column of the target, or empty for the first column of texts, or else the
  ///   last column
  /// @throws Refusal 400 when there is no such column, or two are the same
  public PlayPoints points(Optional<String> x, Optional<String> y, Optional<String> target) {
    String learnt =
        target.orElseGet(() ->
            targets.stream()
                .filter(name -> !numbers.contains(name))
                .findFirst()
                .orElse(targets.getLast()));
    List<String> free = new ArrayList<>(numbers);
    free.remove(learnt);
    x.ifPresent(free::remove);
    y.ifPresent(free::remove);
    String across = x.orElseGet(() -> free.removeFirst());
    String up = y.orElseGet(() -> free.removeFirst());
    require("x", across, numbers);
    require("y", up, numbers);
    require("target", learnt, targets);
    if (across.equals(up) || across.equals(learnt) || up.equals(learnt)) {
      throw Refusal.of(
          400,
          "table: x is %s, y is %s and the target %s, but they must be three different columns; choose others"
              .formatted(across, up, learnt));
    }
    return points(across, up, learnt);
  }

  private static void require(String what, String name, List<String> names) {
    if (!names.contains(name)) {
      throw Refusal.of(
          400,
          "table: %s cannot be '%s'; the possible columns are %s"
              .formatted(what, name, String.join(", ", names)));
    }
  }

  private PlayPoints points(String x, String y, String target) {
    Column across = table.column(x);
    Column up = table.column(y);
    Column learnt = table.column(target);
    List<String> classes = numbers.contains(target) ? List.of() : classes(learnt);
    int count = 0;
    float[] xs = new float[table.rows()];
    float[] ys = new float[table.rows()];
    float[] values = new float[table.rows()];
    for (int row = 0; row < table.rows(); row++) {
      if (across.isMissing(row) || up.isMissing(row) || learnt.isMissing(row)) {
        continue;
      }
      xs[count] = (float) across.number(row);
      ys[count] = (float) up.number(row);
      values[count] =
          classes.isEmpty() ? (float) learnt.number(row) : classes.indexOf(learnt.text(row));
      count++;
    }
    if (count < 2) {
      throw Refusal.of(
          400,
          "table: only %d rows have all of %s, %s and %s; choose other columns"
              .formatted(count, x, y, target));
    }
    return new PlayPoints(
        java.util.Arrays.copyOf(xs, count),
        java.util.Arrays.copyOf(ys, count),
        java.util.Arrays.copyOf(values, count),
        count,
        classes,
        List.of(x, y, target),
        count == table.rows() ? "" : "%,d/%,d".formatted(count, table.rows()));
  }
}
