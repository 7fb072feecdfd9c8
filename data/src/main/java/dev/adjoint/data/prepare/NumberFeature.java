package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A column of numbers: one input, `(x − mean) / std`; a missing cell takes the mean, so its input
/// is 0.
///
/// @param column the column's name
/// @param mean mean of the training rows, in the column's unit
/// @param std standard deviation of the training rows (mean over all of them), above 0
public record NumberFeature(String column, double mean, double std) implements Feature {

  @Override
  public List<String> names() {
    return List.of(column);
  }

  @Override
  public CellState encode(Table table, Column cells, int row, float[] into, int offset) {
    double value = cells.number(row);
    if (!Double.isFinite(value)) {
      if (cells.isMissing(row)) {
        return CellState.MISSING;
      }
      throw unreadable(table, cells, row);
    }
    float input = (float) Moments.standardize(value, mean, std);
    if (Float.isInfinite(input)) {
      throw new DataException(
          ("read %s: %s: '%s' is too far from the training rows, whose mean is %s and whose deviation"
                  + " is %s; correct the cell, or leave it empty if the value is missing")
              .formatted(table.source(), table.location(row, cells), cells.text(row), mean, std));
    }
    into[offset] = input;
    return CellState.KNOWN;
  }

  private static DataException unreadable(Table table, Column cells, int row) {
    if (cells.isNotFinite(row)) {
      return ColumnKind.notFinite(table, cells, row);
    }
    return new DataException(
        ("read %s: %s: '%s' is not a number but the model was trained on numbers there; correct the"
                + " cell, or leave it empty if the value is missing")
            .formatted(table.source(), table.location(row, cells), cells.text(row)));
  }

  /// Six digits of the largest numbers, which is what an input holds; the mean for a missing cell.
  @Override
  public String decode(float[] inputs, int offset) {
    double value = (double) inputs[offset] * std + mean;
    double size = Math.max(Math.abs(value), Math.max(Math.abs(mean), std));
    int last = (int) Math.floor(Math.log10(size)) - 5;
    BigDecimal rounded =
        new BigDecimal(value).setScale(-last, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return size >= 1e-6 && size < 1e15 ? rounded.toPlainString() : rounded.toString();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "number");
    map.put("column", column);
    map.put("mean", mean);
    map.put("std", std);
    return map;
  }

  static NumberFeature from(PlainMap fields) {
    return new NumberFeature(fields.text("column"), fields.number("mean"), fields.positive("std"));
  }
}
