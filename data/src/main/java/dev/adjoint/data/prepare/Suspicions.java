package dev.adjoint.data.prepare;

import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Finds what is suspicious in a table. Nothing is changed: each sentence names the option that
/// would change it.
///
/// - numbers that stand for a missing value, such as −999 ([Sentinel]);
/// - columns that nearly determine the target by themselves ([Leak]);
/// - numbers that only tell rows apart;
/// - rows that are copies of others.
public final class Suspicions {
  private static final int MOST_ROWS = 20_000;
  private static final int FEW_ROWS = 20;

  private Suspicions() {}

  /// Suspicions about the rows whose target is known.
  ///
  /// @param plan how the table is used
  /// @return one sentence each
  public static List<String> of(TablePlan plan) {
    int[] rows = sample(plan.rows());
    List<String> found = new ArrayList<>();
    Map<Double, List<Sentinel>> sentinels = new LinkedHashMap<>();
    for (Map.Entry<String, ColumnKind> feature : plan.features().entrySet()) {
      Column column = plan.table().column(feature.getKey());
      if (feature.getValue() == ColumnKind.NUMBER) {
        sentinel(column, plan.rows(), sentinels);
        if (isIdentifier(column, plan.rows())) {
          found.add(
              "column %s looks like an identifier: its whole numbers differ in every row; leave it out with %s"
                  .formatted(column.name(), drop(column)));
        }
      }
      Leak.of(plan, column, feature.getValue(), rows).ifPresent(found::add);
    }
    if (plan.task() == Task.REGRESSION) {
      sentinel(plan.target(), plan.rows(), sentinels);
    }
    sentinels.forEach(
        (value, same) -> found.add(Sentinel.sentence(same, elsewhere(plan, value, same))));
    copies(plan).ifPresent(found::add);
    return found;
  }

  private static void sentinel(Column column, int[] rows, Map<Double, List<Sentinel>> sentinels) {
    Sentinel.of(column, rows)
        .ifPresent(
            each -> sentinels.computeIfAbsent(each.value(), _ -> new ArrayList<>()).add(each));
  }

  /// The columns of numbers in which a suspected number is a value like others.
  private static List<String> elsewhere(TablePlan plan, double value, List<Sentinel> same) {
    List<String> suspected = same.stream().map(Sentinel::column).toList();
    List<Column> columns = new ArrayList<>();
    plan.features()
        .forEach((name, kind) -> {
          if (kind == ColumnKind.NUMBER) {
            columns.add(plan.table().column(name));
          }
        });
    columns.add(plan.target());
    return columns.stream()
        .filter(column -> !suspected.contains(column.name()))
        .filter(column ->
            Arrays.stream(plan.rows())
                .anyMatch(row -> !column.isMissing(row) && column.number(row) == value))
        .map(Column::name)
        .toList();
  }

  /// How often each class occurs, in the order of their names.
  ///
  /// @param plan a plan for classification
  /// @return the number of rows by the class's name
  public static Map<String, Integer> classes(TablePlan plan) {
    CellIdentity identity = CellIdentity.of(plan.target());
    Map<String, Integer> counts = new TreeMap<>(CellIdentity.ORDER);
    for (int row : plan.rows()) {
      counts.merge(identity.key(plan.target().text(row)), 1, Integer::sum);
    }
    return counts;
  }

  static String drop(Column column) {
    return "--drop " + ShellText.quoted(column.name());
  }

  /// At most [#MOST_ROWS] of the rows, evenly spread.
  private static int[] sample(int[] rows) {
    if (rows.length <= MOST_ROWS) {
      return rows;
    }
    return IntStream.range(0, MOST_ROWS)
        .map(i -> rows[(int) ((long) i * rows.length / MOST_ROWS)])
        .toArray();
  }

  /// Whole numbers that differ in every row, in a column whose name ends with "id".
  private static boolean isIdentifier(Column column, int[] rows) {
    String name = column.name();
    boolean isNamedSo =
        name.matches("(?i)(.*[^\\p{L}])?(id|uuid)") || name.matches(".*\\p{Ll}(Id|ID)");
    if (!isNamedSo || rows.length < FEW_ROWS) {
      return false;
    }
    double[] values = Arrays.stream(rows).mapToDouble(column::number).toArray();
    return Arrays.stream(values).allMatch(value -> value == Math.rint(value))
        && Arrays.stream(values).distinct().count() == values.length
        && !FeatureFit.isCounter(column);
  }

  private static Optional<String> copies(TablePlan plan) {
    int[] rows = plan.rows();
    if (rows.length < FEW_ROWS) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    plan.features().keySet().forEach(name -> columns.add(plan.table().column(name)));
    columns.add(plan.target());
    long[] hashes = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (Column column : columns) {
        hashes[i] = hash(hashes[i], column.text(rows[i]));
      }
    }
    Arrays.sort(hashes);
    int copies = 0;
    for (int i = 1; i < hashes.length; i++) {
      copies += hashes[i] == hashes[i - 1] ? 1 : 0;
    }
    if (copies == 0 || copies < rows.length / 100) {
      return Optional.empty();
    }
    return Optional.of(
        "%,d of %,d rows are copies of others; where one of two copies is held out, the figures look better than they are"
            .formatted(copies, rows.length));
  }

  /// FNV-1a over 64 bits, with an end mark after each cell.
  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return Long.rotateLeft((hash ^ 0x1_0000) * 0x9E3779B97F4A7C15L, 29);
  }
}
