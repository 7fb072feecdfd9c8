package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The choices of the user about the data; the rest is found from the data.
///
/// @param target the column to predict
/// @param drop columns of a table that are not used
/// @param categories columns of a table that are categories even if they hold numbers
/// @param task the task, or empty to find it from the target
/// @param reading how a CSV file is written
/// @param values the texts of the options that kinds of data have, by name
public record DataPlan(
    Optional<String> target,
    Set<String> drop,
    Set<String> categories,
    Optional<Task> task,
    ReadOptions reading,
    Map<String, String> values) {

  /// Nothing is fixed.
  public static final DataPlan FREE =
      new DataPlan(
          Optional.empty(), Set.of(), Set.of(), Optional.empty(), ReadOptions.NONE, Map.of());

  /// Keeps the order of names and options.
  public DataPlan {
    drop = Collections.unmodifiableSet(new LinkedHashSet<>(drop));
    categories = Collections.unmodifiableSet(new LinkedHashSet<>(categories));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The same with this value of an option, as it would appear on the command line.
  ///
  /// @param name the name of a [PlanOption] of a kind of data
  /// @param text its value
  @CheckReturnValue
  public DataPlan with(String name, String text) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(name, text);
    return new DataPlan(target, drop, categories, task, reading, all);
  }

  /// Whether the user gave this option.
  public boolean has(PlanOption<?> option) {
    return values.containsKey(option.name());
  }

  /// The value of an option, if the user gave one.
  ///
  /// @throws DataException when it cannot be read or is out of its range
  public <T> Optional<T> value(PlanOption<T> option) {
    try {
      return Optional.ofNullable(values.get(option.name())).map(option::read);
    } catch (DataException e) {
      throw new DataException("data: " + e.getMessage(), e);
    }
  }

  /// The options for a table.
  ///
  /// @param path the data, for the message
  /// @throws DataException when the column to predict is not named
  public TableOptions table(Path path) {
    return new TableOptions(target(path), drop, categories, task, reading, weight());
  }

  /// The column that says how much each row of a table counts in the loss, if the user named one.
  public Optional<String> weight() {
    return value(CsvTable.WEIGHT);
  }

  /// The column to predict.
  ///
  /// @param path the data, for the message
  /// @throws DataException when it is not named
  public String target(Path path) {
    return target.orElseThrow(
        () -> new DataException("%s needs the column to predict: --target COLUMN".formatted(path)));
  }

  /// Refuses options that do not fit a kind of data.
  ///
  /// @throws DataException naming the options that the kind does not have
  public void requireFits(DataKind kind, Path path) {
    requireFits("%s %s".formatted(kind.title(), path), kind.isTable(), kind.options());
  }

  /// Refuses all options about the data.
  ///
  /// @param data what the data is, for the message
  /// @throws DataException naming what was said
  public void requireNothing(String data) {
    requireFits(data, false, List.of());
  }

  private void requireFits(String data, boolean isTable, List<PlanOption<?>> options) {
    boolean saysTable =
        target.isPresent() || !drop.isEmpty() || !categories.isEmpty() || task.isPresent();
    if (!isTable && saysTable) {
      throw new DataException(
          "--target, --drop, --categories and --task are for CSV files; leave them out with %s"
              .formatted(data));
    }
    if (!isTable && !reading.isEmpty()) {
      throw new DataException(
          "--delimiter, --decimal, --thousands, --encoding, --missing and --keep-na are for CSV files; leave them out with %s"
              .formatted(data));
    }
    List<String> known = options.stream().map(PlanOption::name).toList();
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new DataException(
            "--%s is for %s; leave it out with %s".formatted(name, DataKind.having(name), data));
      }
    }
  }
}
