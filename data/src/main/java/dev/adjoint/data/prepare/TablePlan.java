package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a table will be used: the task, the rows whose target is known, and the columns that may be
/// features with what they hold.
///
/// The task is classification when the target is text, or whole numbers of which there are at most
/// two different ones, or at most twenty with five rows each on average; else regression.
///
/// @param table the table
/// @param target the column to predict
/// @param task what is predicted
/// @param rows indices of the rows whose target is known, rising
/// @param features the columns that may be features and what they hold, in the table's order
/// @param kept names of columns that the person asked to keep as categories
/// @param notes what should be reported, one sentence each
public record TablePlan(
    Table table,
    Column target,
    Task task,
    int[] rows,
    Map<String, ColumnKind> features,
    Set<String> kept,
    List<String> notes) {
  private static final int FEW_CLASSES = 20;
  private static final int ROWS_PER_CLASS = 5;

  /// Finds how to use a table.
  ///
  /// @param table the table
  /// @param options target, and what is dropped or forced
  /// @return the plan
  /// @throws DataException when a named column does not exist, no row has a target, a cell of a
  ///   number column is no finite number, or a forced task does not fit the target
  public static TablePlan of(Table table, TableOptions options) {
    Column target = table.column(options.target());
    Set<String> drop = ColumnNames.find(table, options.drop());
    Set<String> categories = ColumnNames.find(table, options.categories());
    if (drop.contains(options.target())) {
      throw new DataException(
          "prepare: column %s is both the target and dropped; name another target or keep it"
              .formatted(options.target()));
    }
    List<String> notes = new ArrayList<>(table.notes());
    int[] rows = TargetCells.known(table, target, notes);
    Task task = options.task().orElseGet(() -> task(table, target, rows, categories));
    for (int row : rows) {
      if (task == Task.REGRESSION) {
        TargetCells.requireNumber(table, target, row);
      } else if (target.isNotFinite(row)) {
        throw ColumnKind.notFinite(table, target, row);
      }
    }
    Map<String, ColumnKind> features = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      boolean dropped = drop.contains(column.name());
      if (column != target && !dropped) {
        boolean forced = categories.contains(column.name());
        features.put(column.name(), forced ? ColumnKind.TEXT : ColumnKind.of(table, column));
      }
    }
    return new TablePlan(table, target, task, rows, features, categories, notes);
  }

  private static Task task(Table table, Column target, int[] rows, Set<String> categories) {
    if (categories.contains(target.name()) || ColumnKind.of(table, target) != ColumnKind.NUMBER) {
      return Task.CLASSIFICATION;
    }
    CellIdentity identity = CellIdentity.of(target);
    Set<String> different = new HashSet<>();
    for (int row : rows) {
      double value = target.number(row);
      different.add(identity.key(target.text(row)));
      if (value != Math.rint(value) || different.size() > FEW_CLASSES) {
        return Task.REGRESSION;
      }
    }
    boolean few = different.size() <= 2 || rows.length >= ROWS_PER_CLASS * different.size();
    return few ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  /// The label of each row in [#rows] for a stratified split, by the order of first appearance.
  ///
  /// @return labels from 0, one for each of [#rows]
  public int[] labels() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    CellIdentity identity = CellIdentity.of(target);
    return Arrays.stream(rows)
        .map(row -> seen.computeIfAbsent(identity.key(target.text(row)), _ -> seen.size()))
        .toArray();
  }
}
