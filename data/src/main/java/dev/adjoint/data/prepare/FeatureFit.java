package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.DecimalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Learns from the training rows how each column becomes inputs, and leaves out the columns that
/// cannot help, with a reason: nothing but missing cells, one value everywhere, an identifier.
final class FeatureFit {
  private static final int FEW_VALUES = 20;
  private static final int MOST_VALUES = 1000;
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
    List<Feature> features = new ArrayList<>();
    for (var entry : plan.features().entrySet()) {
      Column column = plan.table().column(entry.getKey());
      Optional<? extends Feature> feature =
          switch (entry.getValue()) {
            case EMPTY -> without(column, "every cell is missing");
            case NUMBER -> number(column);
            case TEXT -> category(column);
          };
      feature.ifPresent(features::add);
    }
    leftOut.forEach((name, why) -> notes.add("left out column %s: %s".formatted(name, why)));
    if (features.isEmpty()) {
      throw new DataException(
          "prepare: no column is left to learn from beside the target %s%s; add columns"
              .formatted(plan.target().name(), reasons()));
    }
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
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (int row : training) {
      if (!column.isMissing(row)) {
        double value = column.number(row);
        sum += value;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        count++;
      }
    }
    if (count == 0) {
      return without(column, "every cell of the training rows is missing");
    }
    if (least == greatest) {
      return without(column, "it is %s in every training row".formatted(DecimalText.name(least)));
    }
    if (isCounter(column)) {
      return without(column, "it only counts the rows");
    }
    double mean = sum / count;
    double squares = 0;
    for (int row : training) {
      if (!column.isMissing(row)) {
        double difference = column.number(row) - mean;
        squares += difference * difference;
      }
    }
    return Optional.of(new NumberFeature(column.name(), mean, Math.sqrt(squares / count)));
  }

  /// A column named like an index whose value goes up by one with every row. In a file that is
  /// sorted by class it would give the answer away.
  private boolean isCounter(Column column) {
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

  private Optional<CategoryFeature> category(Column column) {
    Set<String> values = new TreeSet<>();
    int present = 0;
    for (int row : training) {
      if (!column.isMissing(row)) {
        values.add(column.text(row));
        present++;
      }
    }
    boolean missing = present < training.length;
    if (values.isEmpty()) {
      return without(column, "every cell of the training rows is missing");
    }
    if (values.size() == 1 && !missing) {
      return without(
          column, "it is '%s' in every training row".formatted(values.iterator().next()));
    }
    boolean unique = values.size() > FEW_VALUES && values.size() > present / 2;
    if ((unique || values.size() > MOST_VALUES) && !plan.kept().contains(column.name())) {
      return without(
          column,
          "%d different texts in %d training rows %s"
              .formatted(
                  values.size(),
                  training.length,
                  unique
                      ? "look like names or identifiers, from which nothing general can be learnt"
                      : "are more than the " + MOST_VALUES + " that become inputs of their own"));
    }
    return Optional.of(new CategoryFeature(column.name(), List.copyOf(values), missing));
  }
}
