package dev.adjoint.serve.input;

import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests that name columns: as tensors, as rows, as CSV.
final class NamedColumns {

  private static final int MOST_COLUMNS = 10_000;

  private NamedColumns() {}

  /// The rows of tensors, one tensor for each column.
  ///
  /// @throws Refusal 400 when a column is missing or the tensors have different numbers of rows
  static List<Map<String, @Nullable Object>> rows(List<TensorData> tensors, List<String> columns) {
    int count = -1;
    Map<String, TensorData> byName = new LinkedHashMap<>();
    for (TensorData tensor : tensors) {
      int rows = tensor.shape().getFirst();
      if (tensor.data().size() != rows) {
        throw Refusal.of(
            400,
            "input \"%s\": shape %s does not fit [-1]; send one element for each row"
                .formatted(tensor.name(), tensor.shape()));
      }
      if (count >= 0 && rows != count) {
        throw Refusal.of(
            400,
            "input \"%s\": it has %,d rows but the inputs before it have %,d; send as many of each"
                .formatted(tensor.name(), rows, count));
      }
      count = rows;
      byName.put(tensor.name(), tensor);
    }
    List<String> missing = columns.stream().filter(column -> !byName.containsKey(column)).toList();
    if (!missing.isEmpty()) {
      throw Refusal.of(
          400,
          "inputs: there is no \"%s\"; send one input for each of the %d columns of the model's metadata"
              .formatted(missing.getFirst(), columns.size()));
    }
    ServedInput.requireCount(count);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      Map<String, @Nullable Object> cells = new LinkedHashMap<>();
      for (TensorData tensor : byName.values()) {
        cells.put(tensor.name(), tensor.data().get(row));
      }
      rows.add(cells);
    }
    return rows;
  }

  /// The rows of `{"rows": [{…}, …]}`, `[{…}, …]` or one row `{…}`.
  ///
  /// @param example a row that would be right
  /// @throws Refusal 400 or 413 when it is something else, or too much
  static List<Map<String, @Nullable Object>> rows(
      @Nullable Object body, List<String> columns, Map<String, Object> example) {
    Object rows =
        body instanceof Map<?, ?> map && map.get("rows") instanceof List<?> list ? list : body;
    List<?> all = rows instanceof List<?> list ? list : rows == null ? List.of() : List.of(rows);
    ServedInput.requireCount(all.size());
    List<Map<String, @Nullable Object>> given = new ArrayList<>();
    for (Object row : all) {
      if (!(row instanceof Map<?, ?> cells)) {
        throw Refusal.of(
            400,
            "row %d: it must be an object from column to value, such as %s"
                .formatted(given.size() + 1, Json.text(example)));
      }
      given.add(known(cells, columns, given.size() + 1));
    }
    return given;
  }

  /// The entries of the model's columns; others are not used and are dropped to save memory.
  private static Map<String, @Nullable Object> known(
      Map<?, ?> cells, List<String> columns, int row) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (String column : columns) {
      if (cells.containsKey(column)) {
        Object value = cells.get(column);
        if (value instanceof Map || value instanceof List) {
          throw Refusal.of(
              400,
              "row %d: column %s holds a list or an object but must be a number, a text, true, false or null"
                  .formatted(row, column));
        }
        known.put(column, value);
      }
    }
    return known;
  }

  /// CSV text whose numbers of rows and columns are within the limits.
  ///
  /// @throws Refusal 413 when there are too many
  static String checked(String text) {
    String header = text.lines().findFirst().orElse("");
    long delimiters = header.chars().filter(letter -> ",;\t|".indexOf(letter) >= 0).count();
    if (delimiters > MOST_COLUMNS) {
      throw Refusal.of(
          413,
          "body: the header names more than %,d columns; send only those of the model"
              .formatted(MOST_COLUMNS));
    }
    ServedInput.requireCount(text.lines().limit(ServedInput.MOST_SAMPLES + 2L).count() - 1);
    return text;
  }
}
