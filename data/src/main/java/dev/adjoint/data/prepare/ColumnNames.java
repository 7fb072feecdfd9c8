package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the columns that a person listed with commas between them, where names may hold commas.
public final class ColumnNames {
  private ColumnNames() {}

  /// The columns of a list.
  ///
  /// Each entry is the name of one column, or several with commas between them. From the left, the
  /// longest text between commas that is the name of a column is taken.
  ///
  /// @throws DataException when a part is not a column's name; the message names near ones
  public static Set<String> find(Table table, Collection<String> listed) {
    Set<String> names = new LinkedHashSet<>();
    List<String> parts = new ArrayList<>();
    for (String each : listed) {
      if (table.has(each)) {
        parts.add(each);
      } else {
        parts.addAll(Arrays.asList(each.split(",", -1)));
      }
    }
    int at = 0;
    while (at < parts.size()) {
      int end = parts.size();
      while (end > at + 1 && !isColumn(table, parts.subList(at, end))) {
        end--;
      }
      String name = String.join(",", parts.subList(at, end));
      names.add(table.has(name) ? name : table.column(name.strip()).name());
      at = end;
    }
    return names;
  }

  private static boolean isColumn(Table table, List<String> parts) {
    String name = String.join(",", parts);
    return table.has(name) || table.has(name.strip());
  }
}
