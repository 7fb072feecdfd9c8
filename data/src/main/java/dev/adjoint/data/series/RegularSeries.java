package dev.adjoint.data.series;

/// A series on a grid of slots without gaps: what is missing is NaN.
///
/// @param id the name of the series; empty where the table holds a single one
/// @param first the slot of the first element of the arrays
/// @param values the target, NaN where it is missing; slots after the last value may be missing
/// @param known the inputs of columns whose future is known, for each slot
/// @param past the inputs of columns that are known up to the forecast, for each slot
/// @param rows the row of each slot, −1 where the file has none
public record RegularSeries(
    String id, long first, double[] values, float[][] known, float[][] past, int[] rows) {

  /// The number of slots up to the last value.
  ///
  /// @return an index into the arrays, one after the last value
  public int end() {
    int end = values.length;
    while (end > 0 && Double.isNaN(values[end - 1])) {
      end--;
    }
    return end;
  }

  /// Whether the file has a row for a slot.
  ///
  /// @param index an index into the arrays, or beyond
  /// @return false in a gap and after the end
  boolean hasRow(int index) {
    return index >= 0 && index < rows.length && rows[index] >= 0;
  }
}
