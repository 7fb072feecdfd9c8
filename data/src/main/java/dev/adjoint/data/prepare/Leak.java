package dev.adjoint.data.prepare;

import dev.adjoint.data.Task;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds a column that nearly determines the target by itself, such as a copy of it in another
/// unit, or something that is known only after the answer.
///
/// | column | target | suspected from |
/// |---|---|---|
/// | numbers | a number | a rank correlation of ±0.995 |
/// | numbers | classes | sorted by the column, at most one row in a hundred has another class than the row before, beyond one change for each further class |
/// | categories, five rows each | classes | the most frequent class of each category is right in 99 of 100 rows |
/// | categories, five rows each | a number | the categories explain 99 % of the variance |
final class Leak {
  private static final int FEW_ROWS = 50;
  private static final int ROWS_EACH = 5;
  private static final double CORRELATION = 0.995;
  private static final double PART = 0.99;

  private Leak() {}

  /// The suspicion about a column.
  static Optional<String> of(TablePlan plan, Column column, ColumnKind kind, int[] rows) {
    int[] known = Arrays.stream(rows).filter(row -> !column.isMissing(row)).toArray();
    if (known.length < FEW_ROWS || known.length < rows.length / 2) {
      return Optional.empty();
    }
    boolean classes = plan.task() == Task.CLASSIFICATION;
    Optional<String> how =
        switch (kind) {
          case NUMBER -> classes ? sorted(plan, column, known) : ranks(plan, column, known);
          case TEXT -> classes ? majorities(plan, column, known) : variances(plan, column, known);
          case DATE, EMPTY -> Optional.empty();
        };
    return how.map(found ->
        "column %s nearly determines the target %s (%s); if it is not known before the answer is, leave it out with %s"
            .formatted(column.name(), plan.target().name(), found, Suspicions.drop(column)));
  }

  private static Optional<String> ranks(TablePlan plan, Column column, int[] rows) {
    double[] a = ranks(Arrays.stream(rows).mapToDouble(column::number).toArray());
    double[] b = ranks(Arrays.stream(rows).mapToDouble(plan.target()::number).toArray());
    double mean = (rows.length - 1) / 2.0;
    double both = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - mean) * (b[i] - mean);
      left += (a[i] - mean) * (a[i] - mean);
      right += (b[i] - mean) * (b[i] - mean);
    }
    double correlation = both / Math.sqrt(left * right);
    return Math.abs(correlation) >= CORRELATION
        ? Optional.of(String.format(Locale.ROOT, "rank correlation %.4f", correlation))
        : Optional.empty();
  }

  /// The ranks from 0; equal values share the mean of theirs.
  private static double[] ranks(double[] values) {
    int[] order = order(values);
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Optional<String> sorted(TablePlan plan, Column column, int[] rows) {
    CellIdentity identity = CellIdentity.of(plan.target());
    double[] values = Arrays.stream(rows).mapToDouble(column::number).toArray();
    int[] order = order(values);
    Map<String, Integer> classes = new HashMap<>();
    int changes = 0;
    String before = "";
    for (int i = 0; i < order.length; i++) {
      String now = identity.key(plan.target().text(rows[order[i]]));
      classes.merge(now, 1, Integer::sum);
      changes += i > 0 && !now.equals(before) ? 1 : 0;
      before = now;
    }
    int most = classes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    boolean few = changes - (classes.size() - 1) <= rows.length / 100;
    return few && classes.size() > 1 && rows.length - most > 2 * changes
        ? Optional.of(
            "sorted by it, the class changes only %d times in %,d rows"
                .formatted(changes, rows.length))
        : Optional.empty();
  }

  private static Optional<String> majorities(TablePlan plan, Column column, int[] rows) {
    CellIdentity identity = CellIdentity.of(column);
    CellIdentity target = CellIdentity.of(plan.target());
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    Map<String, Integer> classes = new HashMap<>();
    for (int row : rows) {
      String label = target.key(plan.target().text(row));
      counts
          .computeIfAbsent(identity.key(column.text(row)), _ -> new HashMap<>())
          .merge(label, 1, Integer::sum);
      classes.merge(label, 1, Integer::sum);
    }
    if (rows.length < ROWS_EACH * counts.size()) {
      return Optional.empty();
    }
    int right = counts.values().stream().mapToInt(Leak::most).sum();
    int without = most(classes);
    return right >= PART * rows.length && rows.length - without > 2 * (rows.length - right)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its value gives the class of %.1f %% of the rows",
                100.0 * right / rows.length))
        : Optional.empty();
  }

  private static int most(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static Optional<String> variances(TablePlan plan, Column column, int[] rows) {
    CellIdentity identity = CellIdentity.of(column);
    Map<String, double[]> sums = new HashMap<>();
    double mean = Arrays.stream(rows).mapToDouble(plan.target()::number).average().orElse(0);
    double all = 0;
    for (int row : rows) {
      double y = plan.target().number(row) - mean;
      double[] sum = sums.computeIfAbsent(identity.key(column.text(row)), _ -> new double[2]);
      sum[0]++;
      sum[1] += y;
      all += y * y;
    }
    if (rows.length < ROWS_EACH * sums.size()) {
      return Optional.empty();
    }
    double between = sums.values().stream().mapToDouble(sum -> sum[1] * sum[1] / sum[0]).sum();
    return all > 0 && between >= PART * all
        ? Optional.of(
            String.format(
                Locale.ROOT, "its values explain %.1f %% of the variance", 100 * between / all))
        : Optional.empty();
  }
}
