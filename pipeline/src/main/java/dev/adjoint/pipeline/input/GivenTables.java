package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Tables that are given to a model: files and rows, and the samples that are made from them.
final class GivenTables {

  private GivenTables() {}

  /// Reads a file.
  ///
  /// @param what what the model was trained on, such as `a table of texts`
  /// @throws DataException when it is a folder or cannot be read
  static Table ofFile(Path data, ReadOptions options, String what) {
    if (Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is a folder, but the model was trained on %s; give a CSV file"
              .formatted(data, what));
    }
    return TableReader.read(data, options);
  }

  /// The samples of a table, one for each row.
  ///
  /// @param notes what was noticed when the cells became inputs
  /// @param input the name of an input by its position
  static Inputs samples(
      Table table, Tensor features, List<String> notes, IntFunction<String> input) {
    return new Inputs(
        features,
        Stream.concat(table.notes().stream(), notes.stream()).toList(),
        row -> "%s: %s".formatted(table.source(), table.location(row)),
        input);
  }

  /// A table of rows given as maps from columns to values; what a row does not have is missing.
  ///
  /// @param columns the columns of a table without rows
  static Table ofRows(List<? extends Map<String, ?>> rows, List<String> columns) {
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
