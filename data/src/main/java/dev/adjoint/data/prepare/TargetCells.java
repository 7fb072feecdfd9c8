package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reads the target column.
public final class TargetCells {
  private TargetCells() {}

  /// The rows whose target is known; the number of the others is noted.
  ///
  /// @param notes where a sentence about rows without a target goes
  /// @return indices of rows, rising
  /// @throws DataException when no row has a target
  public static int[] known(Table table, Column column, List<String> notes) {
    int[] rows = IntStream.range(0, table.rows()).filter(row -> !column.isMissing(row)).toArray();
    int missing = table.rows() - rows.length;
    if (rows.length == 0) {
      throw new DataException(
          "prepare: target %s has no value in any of the %d rows; name another target column"
              .formatted(column.name(), table.rows()));
    }
    if (missing > 0) {
      int first =
          IntStream.range(0, table.rows()).filter(column::isMissing).findFirst().orElseThrow();
      notes.add(
          missing == 1
              ? "left out %s, which has no value of the target %s"
                  .formatted(table.location(first), column.name())
              : "left out %d rows without a value of the target %s, the first is %s"
                  .formatted(missing, column.name(), table.location(first)));
    }
    return rows;
  }

  /// The rows in which all targets are known.
  ///
  /// @param notes where sentences about rows without a target go
  /// @return indices of rows, rising
  /// @throws DataException when a target has no value, or no row has all of them
  static int[] known(Table table, List<Column> columns, List<String> notes) {
    int[] rows = known(table, columns.getFirst(), notes);
    for (Column column : columns.subList(1, columns.size())) {
      int[] here = known(table, column, notes);
      rows = Arrays.stream(rows).filter(row -> Arrays.binarySearch(here, row) >= 0).toArray();
    }
    if (rows.length == 0) {
      throw new DataException(
          "read %s: no row has a value of all targets (%s); name other target columns"
              .formatted(
                  table.source(), Spelling.list(columns.stream().map(Column::name).toList())));
    }
    return rows;
  }

  /// The rows of a table in which a model's target is known.
  ///
  /// @throws DataException when a column is missing, or no row has a target
  public static int[] known(Table table, Target target, List<String> notes) {
    return known(table, target.columns().stream().map(table::column).toList(), notes);
  }

  /// The targets of some rows: labels `[N]`, I64, standardised numbers `[N, 1]` or `[N, targets]`,
  /// F32, or 1 for each label that applies, `[N, labels]`, F32.
  ///
  /// @param rows indices of rows whose target is known
  /// @throws DataException when a class was never seen in training or a cell is not a number
  public static Tensor tensor(Table table, int[] rows, Target target) {
    return switch (target) {
      case ClassTarget classes -> labels(table, table.column(classes.column()), rows, classes);
      case NumberTarget number -> numbers(table, table.column(number.column()), rows, number);
      case NumbersTarget several ->
          Tensor.concat(
              1,
              several.parts().stream()
                  .map(part -> tensor(table, rows, part))
                  .toArray(Tensor[]::new));
      case LabelsTarget labels ->
          Tensor.concat(
              1,
              labels.parts().stream()
                  .map(part -> tensor(table, rows, part).to(ElementType.F32).unsqueeze(1))
                  .toArray(Tensor[]::new));
      case TokenTarget _ ->
          throw new DataException(
              "read %s: the model predicts how a text goes on, not the column of a table; give a text"
                  .formatted(table.source()));
      case ForecastTarget _ ->
          throw new DataException(
              "read %s: the model forecasts a series, not the column of a table; give its past"
                  .formatted(table.source()));
    };
  }

  /// Labels `[N]`, I64.
  static Tensor labels(Table table, Column column, int[] rows, ClassTarget target) {
    Map<String, Integer> labels = new HashMap<>();
    target.classes().forEach(name -> labels.put(target.identity().key(name), labels.size()));
    long[] result = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String name = target.identity().key(column.text(rows[i]));
      Integer label = labels.get(name);
      if (label == null) {
        throw new DataException(
            ("read %s: %s: class '%s' was never seen in training (known: %s); add rows of it to the"
                    + " training data, or remove them here")
                .formatted(
                    table.source(),
                    table.location(rows[i], column),
                    name,
                    Spelling.list(target.classes())));
      }
      result[i] = label;
    }
    return Tensor.of(result, Shape.of(rows.length));
  }

  /// Standardised numbers `[N, 1]`, F32.
  static Tensor numbers(Table table, Column column, int[] rows, NumberTarget target) {
    float[] result = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      requireNumber(table, column, rows[i]);
      result[i] = (float) target.standardize(column.number(rows[i]));
      if (Float.isInfinite(result[i])) {
        throw new DataException(
            ("read %s: %s: the target '%s' is too far from the training rows, whose mean is %s and whose"
                    + " deviation is %s; correct the cell")
                .formatted(
                    table.source(),
                    table.location(rows[i], column),
                    column.text(rows[i]),
                    target.mean(),
                    target.std()));
      }
    }
    return Tensor.of(result, Shape.of(rows.length, 1));
  }

  static void requireNumber(Table table, Column column, int row) {
    if (column.isNotFinite(row)) {
      throw ColumnKind.notFinite(table, column, row);
    }
    if (Double.isNaN(column.number(row))) {
      throw new DataException(
          ("read %s: %s: regression needs numbers but the target is '%s'; correct the cell or choose"
                  + " classification")
              .formatted(table.source(), table.location(row, column), column.text(row)));
    }
  }
}
