package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How a table will be used: the task, the rows whose target is known, and the columns that may be
/// features with what they hold.
///
/// The task is classification when the target is text, or whole numbers of which there are at most
/// two different ones, or at most twenty with five rows each on average; else regression.
///
/// @param table the table Several targets are numbers, or labels if each has two values.
///
/// @param target the column to predict, the first of several
/// @param others the further columns to predict
/// @param task what is predicted
/// @param rows indices of the rows whose target is known, rising
/// @param features the columns that may be features and what they hold, in the table's order
/// @param kept names of columns that the person asked to keep as categories
/// @param weights the column that says how much each row counts in the loss
/// @param notes what should be reported, one sentence each
public record TablePlan(
    Table table,
    Column target,
    List<Column> others,
    Task task,
    int[] rows,
    Map<String, ColumnKind> features,
    Set<String> kept,
    Optional<Column> weights,
    List<String> notes) {
  private static final int FEW_CLASSES = 20;
  private static final int ROWS_PER_CLASS = 5;

  /// Finds how to use a table.
  ///
  /// @param table the table
  /// @param options target, and what is dropped or forced
  /// @return the plan
  /// @throws DataException when a named column does not exist, no row has a target, a cell of a
  ///   number column is not a finite number, or a forced task does not fit the target
  public static TablePlan of(Table table, TableOptions options) {
    List<Column> targets =
        ColumnNames.find(table, List.of(options.target())).stream().map(table::column).toList();
    Column target = targets.getFirst();
    Set<String> drop = ColumnNames.find(table, options.drop());
    Set<String> categories = ColumnNames.find(table, options.categories());
    for (Column each : targets) {
      if (drop.contains(each.name())) {
        throw new DataException(
            "prepare: column %s is both the target and dropped; name another target or keep it"
                .formatted(each.name()));
      }
    }
    List<String> notes = new ArrayList<>(table.notes());
    Optional<Column> weights = options.weight().map(table::column);
    if (weights.isPresent() && targets.contains(weights.get())) {
      throw new DataException(
          "prepare: column %s is both the target and the weight of the samples; name another one"
              .formatted(weights.get().name()));
    }
    int[] known = TargetCells.known(table, targets, notes);
    int[] rows =
        weights.map(each -> SampleWeights.counted(table, each, known, notes)).orElse(known);
    Task task = options.task().orElseGet(() -> task(table, targets, rows, categories));
    requireFit(targets, task);
    for (Column each : targets) {
      requireCells(table, each, task, rows);
    }
    Map<String, ColumnKind> features = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      boolean dropped = drop.contains(column.name());
      if (!targets.contains(column) && !dropped && column != weights.orElse(null)) {
        boolean forced = categories.contains(column.name());
        features.put(column.name(), forced ? ColumnKind.TEXT : ColumnKind.of(table, column));
      }
    }
    return new TablePlan(
        table,
        target,
        targets.subList(1, targets.size()),
        task,
        rows,
        features,
        categories,
        weights,
        notes);
  }

  private static void requireFit(List<Column> targets, Task task) {
    if (targets.size() > 1 && task == Task.CLASSIFICATION) {
      throw new DataException(
          "prepare: several targets are numbers (--task regression) or labels (--task multi-label),"
              + " not one of several classes; name one target, or another task");
    }
    if (targets.size() == 1 && task == Task.MULTI_LABEL) {
      throw new DataException(
          "prepare: --task multi-label is for several targets, but there is only %s; name more with commas between them"
              .formatted(targets.getFirst().name()));
    }
  }

  private static void requireCells(Table table, Column target, Task task, int[] rows) {
    for (int row : rows) {
      if (task == Task.REGRESSION) {
        TargetCells.requireNumber(table, target, row);
      } else if (target.isNotFinite(row)) {
        throw ColumnKind.notFinite(table, target, row);
      }
    }
  }

  private static Task task(Table table, List<Column> targets, int[] rows, Set<String> categories) {
    List<Task> tasks = targets.stream().map(each -> task(table, each, rows, categories)).toList();
    return targets.size() == 1
        ? tasks.getFirst()
        : SeveralColumns.task(
            targets, tasks, targets.stream().map(each -> isLabel(each, rows)).toList());
  }

  private static boolean isLabel(Column target, int[] rows) {
    CellIdentity identity = CellIdentity.of(target);
    return Arrays.stream(rows)
            .mapToObj(row -> identity.key(target.text(row)))
            .distinct()
            .limit(3)
            .count()
        <= 2;
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

  /// A plan for each target alone: numbers for several numbers, two classes for each label.
  public List<TablePlan> each() {
    if (others.isEmpty()) {
      return List.of(this);
    }
    Task one = task == Task.MULTI_LABEL ? Task.CLASSIFICATION : Task.REGRESSION;
    return Stream.concat(Stream.of(target), others.stream())
        .map(column ->
            new TablePlan(table, column, List.of(), one, rows, features, kept, weights, notes))
        .toList();
  }

  /// The same for some of the rows.
  ///
  /// @param some indices of rows, rising
  @CheckReturnValue
  public TablePlan withRows(int[] some) {
    return new TablePlan(table, target, others, task, some, features, kept, weights, notes);
  }

  /// The same without some columns as inputs.
  ///
  /// @param columns names of columns
  @CheckReturnValue
  public TablePlan withoutFeatures(List<String> columns) {
    Map<String, ColumnKind> rest = new LinkedHashMap<>(features);
    columns.forEach(rest::remove);
    return new TablePlan(table, target, others, task, rows, rest, kept, weights, notes);
  }

  /// Samples with the weights of their rows, where there is a column of weights.
  ///
  /// @param samples the samples made of the rows
  /// @param chosen indices of rows
  public DataSet weighted(DataSet samples, int[] chosen) {
    return weights
        .map(column -> samples.withWeights(SampleWeights.of(column, chosen)))
        .orElse(samples);
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
