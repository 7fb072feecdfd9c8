package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DateFormat;
import dev.adjoint.data.table.DecimalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Learns from the training rows how each column becomes inputs, and leaves out the columns that
/// cannot help, with a reason: nothing but missing cells, one value everywhere, an identifier.
final class FeatureFit {
  private static final int FEW_VALUES = 20;
  private static final int MOST_VALUES = 100;
  private static final int FEW_ROWS = 20;
  private static final Set<String> COUNTER_NAMES =
      Set.of("id", "index", "idx", "row", "rowid", "no", "nr", "#", "unnamed: 0", "column 1");

  private final TablePlan plan;
  private final int[] training;
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  FeatureFit(TablePlan plan, int[] training) {
    this.plan = plan;
    this.training = training;
  }

  List<Feature> fit(List<String> notes) {
    List<Feature> features = useful(notes);
    if (features.isEmpty()) {
      throw new DataException(
          "prepare: no column is left to learn from beside the target %s%s; add columns"
              .formatted(plan.target().name(), reasons()));
    }
    return features;
  }

  /// The same, but possibly none.
  List<Feature> useful(List<String> notes) {
    List<Feature> features = new ArrayList<>();
    for (var entry : plan.features().entrySet()) {
      Column column = plan.table().column(entry.getKey());
      Optional<? extends Feature> feature =
          switch (entry.getValue()) {
            case EMPTY -> without(column, "every cell is missing");
            case NUMBER -> number(column);
            case DATE -> date(column, notes);
            case TEXT -> category(column, notes);
          };
      feature.ifPresent(features::add);
    }
    leftOut.forEach((name, why) -> notes.add("left out column %s: %s".formatted(name, why)));
    return features;
  }

  private String reasons() {
    if (leftOut.isEmpty()) {
      return "";
    }
    List<String> reasons =
        leftOut.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    return " (" + String.join("; ", reasons) + ")";
  }

  private <T> Optional<T> without(Column column, String why) {
    leftOut.put(column.name(), why);
    return Optional.empty();
  }

  private Optional<NumberFeature> number(Column column) {
    double[] values =
        Arrays.stream(training)
            .filter(row -> !column.isMissing(row))
            .mapToDouble(column::number)
            .toArray();
    if (values.length == 0) {
      return without(column, "every cell of the training rows is missing");
    }
    Moments moments = Moments.of(values);
    if (moments.isConstant()) {
      return without(column, constant(moments));
    }
    if (isCounter(column)) {
      return without(column, "it only counts the rows");
    }
    return Optional.of(new NumberFeature(column.name(), moments.mean(), moments.std()));
  }

  private static String constant(Moments moments) {
    String least = DecimalText.name(moments.least());
    String greatest = DecimalText.name(moments.greatest());
    return least.equals(greatest)
        ? "it is %s in every training row".formatted(least)
        : "it is the same up to rounding in every training row (%s … %s)"
            .formatted(least, greatest);
  }

  private Optional<DateFeature> date(Column column, List<String> notes) {
    DateFormat format = DateFormat.of(column).orElseThrow();
    double[] days =
        Arrays.stream(training)
            .filter(row -> !column.isMissing(row))
            .mapToDouble(row -> format.days(column.text(row)))
            .toArray();
    if (days.length == 0) {
      return without(column, "every cell of the training rows is missing");
    }
    Moments moments = Moments.of(days);
    if (moments.isConstant()) {
      return without(column, "it is one date in every training row");
    }
    if (format == DateFormat.DAY_FIRST && DateFormat.MONTH_FIRST.fits(column)) {
      notes.add(
          "column %s: its dates are read with the day first, but the month could be first as well"
              .formatted(column.name()));
    }
    List<DateFeature.Cycle> cycles = new ArrayList<>();
    for (DateFeature.Cycle cycle : DateFeature.Cycle.values()) {
      boolean known = format != DateFormat.TIME || cycle == DateFeature.Cycle.DAY;
      if (known && Arrays.stream(days).map(cycle::phase).distinct().limit(2).count() > 1) {
        cycles.add(cycle);
      }
    }
    return Optional.of(
        new DateFeature(column.name(), format, moments.mean(), moments.std(), cycles));
  }

  /// A column named like an index whose value goes up by one with every row. In a file that is
  /// sorted by class it would give the answer away.
  static boolean isCounter(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    if (column.rows() < FEW_ROWS || !(COUNTER_NAMES.contains(name) || name.endsWith("_id"))) {
      return false;
    }
    for (int row = 1; row < column.rows(); row++) {
      if (column.number(row) - column.number(row - 1) != 1) {
        return false;
      }
    }
    return true;
  }

  private Optional<Feature> category(Column column, List<String> notes) {
    CellIdentity identity = CellIdentity.of(column);
    Map<String, Integer> values = new TreeMap<>();
    int present = 0;
    for (int row : training) {
      if (!column.isMissing(row)) {
        values.merge(identity.key(column.text(row)), 1, Integer::sum);
        present++;
      }
    }
    boolean missing = present < training.length;
    if (values.isEmpty()) {
      return without(column, "every cell of the training rows is missing");
    }
    if (values.size() == 1 && !missing) {
      return without(
          column, "it is '%s' in every training row".formatted(values.keySet().iterator().next()));
    }
    boolean unique = values.size() > FEW_VALUES && values.size() > present / 2;
    if (unique && !plan.kept().contains(column.name())) {
      return without(
          column,
          "%d different texts in %d training rows look like names or identifiers, from which no general rule can be learned"
              .formatted(values.size(), training.length));
    }
    if (values.size() > MOST_VALUES) {
      return Optional.of(embedded(column, values, missing, identity, notes));
    }
    return Optional.of(
        new CategoryFeature(column.name(), List.copyOf(values.keySet()), missing, identity, false));
  }

  private static Feature embedded(
      Column column,
      Map<String, Integer> counts,
      boolean missing,
      CellIdentity identity,
      List<String> notes) {
    List<String> own =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(Map.Entry::getKey)
            .toList();
    int rare = counts.size() - own.size();
    notes.add(
        "column %s: its %,d categories become a learned vector each (an embedding); %svalues that come later share one vector"
            .formatted(
                column.name(),
                counts.size(),
                rare == 0 ? "" : "the %,d that only one training row has and ".formatted(rare)));
    return new EmbeddedFeature(column.name(), own, missing, identity);
  }
}
