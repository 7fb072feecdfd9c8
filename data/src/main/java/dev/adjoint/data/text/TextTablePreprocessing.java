package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TargetCells;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How a table with text columns and other columns becomes inputs: everything that is saved with a
/// model that reads both.
///
/// A sample is the inputs of the other columns followed by the tokens of the text, all F32.
///
/// @param text how the text columns become tokens
/// @param table how the other columns become inputs; its target is that of the texts
public record TextTablePreprocessing(TextPreprocessing text, TablePreprocessing table)
    implements Preprocessing {

  /// The name in JSON.
  public static final String KIND = "texts-and-columns";

  /// F32 holds every whole number up to this one.
  private static final int MOST_TOKENS = 1 << 24;

  /// Checks that both parts predict the same, and that F32 holds every token.
  public TextTablePreprocessing {
    if (!text.target().equals(table.target())) {
      throw new DataException(
          "prepare: the texts predict %s but the columns predict %s; use one target"
              .formatted(text.target().column(), table.target().column()));
    }
    if (text.encoder().size() > MOST_TOKENS) {
      throw new DataException(
          "prepare: beside other columns a text has at most %,d different tokens but there are %,d; give a smaller --vocabulary"
              .formatted(MOST_TOKENS, text.encoder().size()));
    }
  }

  @Override
  public Target target() {
    return text.target();
  }

  @Override
  public Shape featureShape() {
    return form().shape();
  }

  @Override
  public InputForm.TextTable form() {
    InputForm.Columns columns =
        table.form() instanceof InputForm.Columns several
            ? several
            : new InputForm.Columns(table.featureNames().size(), List.of());
    return new InputForm.TextTable(
        columns, new InputForm.Tokens(text.length(), text.encoder().size()));
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  /// The inputs of all rows of a table; it needs no target.
  ///
  /// @return inputs `[rows, columns + tokens]`, F32, and what was noticed
  /// @throws DataException when a column is missing, a cell cannot be read, or a row has no text
  public TablePreprocessing.Encoded features(Table from) {
    int[] rows = IntStream.range(0, from.rows()).toArray();
    Tensor tokens = text.features(from, rows);
    TablePreprocessing.Encoded columns = table.features(from, rows);
    return new TablePreprocessing.Encoded(joined(columns.features(), tokens), columns.notes());
  }

  private static Tensor joined(Tensor columns, Tensor tokens) {
    return Tensor.concat(1, columns, tokens.to(ElementType.F32));
  }

  /// Inputs and targets of some rows whose texts and targets are known.
  ///
  /// @param notes where sentences about missing and unknown cells go
  public DataSet dataSet(Table from, int[] rows, List<String> notes) {
    return joined(table.dataSet(from, rows, notes), text.features(from, rows));
  }

  /// The same for the rows that this preprocessing was learnt from.
  DataSet trainingSet(Table from, int[] rows, List<String> notes) {
    return joined(table.trainingSet(from, rows, notes), text.features(from, rows));
  }

  private static DataSet joined(DataSet columns, Tensor tokens) {
    return new DataSet(
        joined(columns.features(), tokens), columns.target(), columns.classes(), List.of());
  }

  /// Inputs and targets of all rows that have a text and a target, such as those of a test file.
  ///
  /// @param notes where sentences about cells and about rows that are left out go
  /// @throws DataException when a column is missing, no row has a target or a text, or a class was
  ///   never seen in training
  public DataSet dataSet(Table from, List<String> notes) {
    text.requireColumns(from);
    int[] known = TargetCells.known(from, target(), notes);
    return dataSet(from, TextPreprocessing.withText(from, text.columns(), known, notes), notes);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("text", text.toMap());
    map.put("table", table.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or of the wrong kind
  public static TextTablePreprocessing fromMap(PlainMap fields) {
    return new TextTablePreprocessing(
        TextPreprocessing.fromMap(fields.map("text")),
        TablePreprocessing.fromMap(fields.map("table")));
  }
}
