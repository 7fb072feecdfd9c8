package dev.adjoint.data.prepare;

import dev.adjoint.data.Task;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What a person says about a table; everything else is found from the data.
///
/// @param target name of the column to predict
/// @param drop names of columns that are not used, one an entry or several with commas between them
/// @param categories names of columns that are categories whatever they hold, such as postal codes,
///   listed like `drop`
/// @param task the task, or empty to find it from the target
/// @param reading how the file is written
/// @param weight name of the column that says how much each row counts in the loss, or empty if all
///   count the same
public record TableOptions(
    String target,
    Set<String> drop,
    Set<String> categories,
    Optional<Task> task,
    ReadOptions reading,
    Optional<String> weight) {

  /// Options for a table whose dialect is found from the file.
  ///
  /// @param target name of the column to predict
  /// @param drop names of columns that are not used
  /// @param categories names of columns that are categories whatever they hold
  /// @param task the task, or empty to find it from the target
  public TableOptions(
      String target, Set<String> drop, Set<String> categories, Optional<Task> task) {
    this(target, drop, categories, task, ReadOptions.NONE, Optional.empty());
  }

  /// Keeps the names in the order they were given.
  public TableOptions {
    drop = new LinkedHashSet<>(drop);
    categories = new LinkedHashSet<>(categories);
  }

  /// Predict this column, find the rest.
  ///
  /// @param target name of the column to predict
  /// @return options that drop nothing and force nothing
  public static TableOptions target(String target) {
    return new TableOptions(target, Set.of(), Set.of(), Optional.empty());
  }

  /// The same without some columns.
  ///
  /// @param names names of columns that are not used
  /// @return new options
  @CheckReturnValue
  public TableOptions withDrop(Collection<String> names) {
    return new TableOptions(target, new LinkedHashSet<>(names), categories, task, reading, weight);
  }

  /// The same with some columns as categories.
  ///
  /// @param names names of columns that are categories whatever they hold
  /// @return new options
  @CheckReturnValue
  public TableOptions withCategories(Collection<String> names) {
    return new TableOptions(target, drop, new LinkedHashSet<>(names), task, reading, weight);
  }

  /// The same with the task forced.
  ///
  /// @param forced the task
  /// @return new options
  @CheckReturnValue
  public TableOptions withTask(Task forced) {
    return new TableOptions(target, drop, categories, Optional.of(forced), reading, weight);
  }

  /// The same with what a person says about how the file is written.
  ///
  /// @param options what is known about the file
  /// @return new options
  @CheckReturnValue
  public TableOptions withReading(ReadOptions options) {
    return new TableOptions(target, drop, categories, task, options, weight);
  }

  /// The same with a column that says how much each row counts in the loss.
  ///
  /// @param column name of a column of numbers of at least 0
  /// @return new options
  @CheckReturnValue
  public TableOptions withWeight(String column) {
    return new TableOptions(target, drop, categories, task, reading, Optional.of(column));
  }
}
