package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the columns that a person listed with commas between them, where names may hold commas.
public final class ColumnNames {
  private ColumnNames() {}

  /// The columns of a list.
  ///
  /// Each entry is the name of one column, or several with commas between them. From the left, the
  /// longest text between commas that is the name of a column is taken. Names may be in quotes, as
  /// in a CSV file.
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
      names.add(known(table, name).orElseGet(() -> table.column(name.strip()).name()));
      at = end;
    }
    return names;
  }

  private static boolean isColumn(Table table, List<String> parts) {
    return known(table, String.join(",", parts)).isPresent();
  }

  /// The column of a text: exactly, without blanks around it, or without quotes around it.
  private static Optional<String> known(Table table, String text) {
    String name = text.strip();
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    String inside = quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    return Stream.of(text, name, inside).filter(table::has).findFirst();
  }
}
