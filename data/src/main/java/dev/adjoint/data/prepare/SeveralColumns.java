package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.table.Column;
import java.util.ArrayList;
import java.util.List;

/// A plan whose target is several columns, seen column by column.
final class SeveralColumns {

  private SeveralColumns() {}

  /// Refuses a single part.
  static void require(List<?> parts) {
    if (parts.size() < 2) {
      throw new DataException(
          "prepare: several targets are at least two, but there is %d; name one more, or give it alone"
              .formatted(parts.size()));
    }
  }

  /// The task of several columns: labels if each has two values, numbers if each has numbers.
  ///
  /// @param tasks what each column would be alone
  /// @param labels whether each has at most two values
  /// @throws DataException when they are neither
  static Task task(List<Column> columns, List<Task> tasks, List<Boolean> labels) {
    if (labels.stream().allMatch(each -> each)) {
      return Task.MULTI_LABEL;
    }
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (tasks.get(i) == Task.CLASSIFICATION) {
        wrong.add(columns.get(i).name());
      }
    }
    if (wrong.isEmpty()) {
      return Task.REGRESSION;
    }
    throw new DataException(
        "prepare: several targets must all be numbers, or all have two values, but %s is neither beside the others; leave it out, or say --task regression where its classes are numbers"
            .formatted(wrong.getFirst()));
  }
}
