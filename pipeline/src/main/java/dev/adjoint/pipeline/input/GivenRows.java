package dev.adjoint.pipeline.input;

import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rows given as maps from columns to values, as a table.
final class GivenRows {

  private GivenRows() {}

  /// A table of the rows; what a row does not have is missing.
  ///
  /// @param columns the columns of a table without rows
  static Table table(List<? extends Map<String, ?>> rows, List<String> columns) {
    Set<String> given = new LinkedHashSet<>();
    rows.forEach(row -> given.addAll(row.keySet()));
    List<Column> cells = new ArrayList<>();
    for (String name : rows.isEmpty() ? columns : List.copyOf(given)) {
      cells.add(
          Column.of(
              name,
              rows.stream()
                  .map(row -> Optional.<Object>ofNullable(row.get(name)))
                  .map(value -> value.map(Object::toString).orElse(""))
                  .toArray(String[]::new)));
    }
    return Table.of("the given rows", cells);
  }
}
