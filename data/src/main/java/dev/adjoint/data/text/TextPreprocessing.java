package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.DialectMap;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TargetCells;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How the text columns of a table become tokens, and what the model predicts: everything that is
/// saved with a model of texts.
///
/// The texts of several columns are joined with a line end between them. Each text becomes `length`
/// tokens: longer ones are cut, shorter ones filled up with 0.
///
/// @param columns the text columns, in the order in which they are joined
/// @param encoder from text to tokens; 0 is its padding
/// @param length the number of tokens of a sample
/// @param target the target
/// @param dialect how the training file was written
public record TextPreprocessing(
    List<String> columns, TextEncoder encoder, int length, Target target, Dialect dialect)
    implements Preprocessing {

  /// The name in JSON.
  public static final String KIND = "texts";

  /// Copies the list.
  public TextPreprocessing {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || length < 1) {
      throw new DataException(
          "prepare: texts need at least one column and one token but the columns are %s and the length is %d; name a text column"
              .formatted(columns, length));
    }
  }

  @Override
  public Shape featureShape() {
    return Shape.of(length);
  }

  @Override
  public InputForm form() {
    return new InputForm.Tokens(length, encoder.size());
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  /// The text of a row.
  public String text(Table table, int row) {
    return text(table, columns, row);
  }

  /// The text cells of a row as they were written, in the order of the columns; a missing one is
  /// empty.
  Map<String, String> cells(Table table, int row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String column : columns) {
      Column each = table.column(column);
      cells.put(column, each.isMissing(row) ? "" : each.text(row));
    }
    return cells;
  }

  static String text(Table table, List<String> columns, int row) {
    return columns.stream()
        .map(table::column)
        .filter(column -> !column.isMissing(row))
        .map(column -> column.text(row))
        .collect(Collectors.joining("\n"));
  }

  /// Whether a row has a text in none of the columns.
  static boolean isEmpty(Table table, List<String> columns, int row) {
    return columns.stream().allMatch(column -> table.column(column).isMissing(row));
  }

  /// The tokens of some rows, `[N, length]`, I64.
  ///
  /// @throws DataException when a column is missing or a row has no text
  public Tensor features(Table table, int[] rows) {
    requireColumns(table);
    List<int[]> tokens = new ArrayList<>(rows.length);
    for (int row : rows) {
      if (isEmpty(table, columns, row)) {
        throw new DataException(
            "read %s: %s: there is no text in %s; write one or remove the row"
                .formatted(table.source(), table.location(row), named(columns)));
      }
      tokens.add(encoder.encode(text(table, row)));
    }
    return TokenRows.of(tokens, length);
  }

  void requireColumns(Table table) {
    for (String column : columns) {
      if (!table.has(column)) {
        throw new DataException(
            "read %s: the model reads the text column %s but the table does not have it; %s"
                .formatted(table.source(), column, Spelling.suggest(column, table.names())));
      }
    }
  }

  static String named(List<String> columns) {
    return (columns.size() == 1 ? "column " : "the columns ") + String.join(", ", columns);
  }

  /// Tokens and targets of some rows whose texts and targets are known.
  public DataSet dataSet(Table table, int[] rows) {
    return new DataSet(
        features(table, rows),
        TargetCells.tensor(table, rows, target),
        target.classes(),
        List.of());
  }

  /// Tokens and targets of all rows that have both, such as those of a test file.
  ///
  /// @param notes where sentences about rows that are left out go
  /// @throws DataException when a column is missing, no row has a target or a text, or a class was
  ///   never seen in training
  public DataSet dataSet(Table table, List<String> notes) {
    requireColumns(table);
    int[] known = TargetCells.known(table, target, notes);
    return dataSet(table, withText(table, columns, known, notes));
  }

  /// The rows that have a text; the number of the others is noted.
  static int[] withText(Table table, List<String> columns, int[] rows, List<String> notes) {
    int[] kept = Arrays.stream(rows).filter(row -> !isEmpty(table, columns, row)).toArray();
    if (kept.length == 0) {
      throw new DataException(
          "read %s: there is no text in %s in any of the %d rows; name another text column"
              .formatted(table.source(), named(columns), rows.length));
    }
    if (kept.length < rows.length) {
      int first =
          Arrays.stream(rows).filter(row -> isEmpty(table, columns, row)).findFirst().orElseThrow();
      notes.add(
          "left out %d %s without a text in %s, the first is %s"
              .formatted(
                  rows.length - kept.length,
                  rows.length - kept.length == 1 ? "row" : "rows",
                  named(columns),
                  table.location(first)));
    }
    return kept;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("columns", columns);
    map.put("length", length);
    map.put("target", target.toMap());
    map.put("dialect", DialectMap.of(dialect));
    map.put("tokens", encoder.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or of the wrong kind
  public static TextPreprocessing fromMap(PlainMap fields) {
    return new TextPreprocessing(
        fields.texts("columns"),
        TextEncoderKind.read(fields.map("tokens")),
        fields.whole("length", 1, TextOptions.MOST_LENGTH),
        Target.fromMap(fields.map("target").values()),
        DialectMap.from(fields.map("dialect")));
  }
}
