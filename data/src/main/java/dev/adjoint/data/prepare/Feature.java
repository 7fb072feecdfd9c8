package dev.adjoint.data.prepare;

import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.List;
import java.util.Map;

/// How the cells of one column become inputs of a model.
public sealed interface Feature
    permits NumberFeature, DateFeature, CategoryFeature, EmbeddedFeature {

  /// The column's name.
  ///
  /// @return the name in the table
  String column();

  /// The names of the inputs that the column becomes.
  ///
  /// @return one name for each input, such as `sex=MALE`
  List<String> names();

  /// Writes the inputs of one row.
  ///
  /// @param table the table that the column is part of, for messages
  /// @param column the column
  /// @param row the row
  /// @param into where the inputs go, all zeros before
  /// @param offset index of the first input of this column
  /// @return what was found in the cell
  CellState encode(Table table, Column column, int row, float[] into, int offset);

  /// The cell that some inputs stand for, for people to read: empty for a missing one, `…` for one
  /// that shares its input with others.
  ///
  /// @param inputs the inputs of a row
  /// @param offset index of the first input of this column
  String decode(float[] inputs, int offset);

  /// Everything in maps, lists, texts and numbers.
  ///
  /// @return a new map that [TablePreprocessing#fromMap] reads
  Map<String, Object> toMap();

  /// What a cell turned out to be.
  enum CellState {
    /// A value that the model knows how to read.
    KNOWN,
    /// No value.
    MISSING,
    /// A category that the training rows did not have.
    UNKNOWN
  }
}
