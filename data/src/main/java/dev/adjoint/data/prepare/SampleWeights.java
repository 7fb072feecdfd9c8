package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.Arrays;
import java.util.List;

/// Reads the column that says how much each row counts in the loss.
final class SampleWeights {

  private SampleWeights() {}

  /// The rows that count; those of weight 0 are left out, and their number is noted.
  ///
  /// @param rows indices of rows
  /// @throws DataException when a weight is missing, no number or below 0, or all are 0
  static int[] counted(Table table, Column weights, int[] rows, List<String> notes) {
    for (int row : rows) {
      double weight = weights.number(row);
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            "read %s: %s: the weight of a sample must be a finite number of at least 0 but is '%s'; correct the cell, or leave out --sample-weight"
                .formatted(
                    table.source(),
                    table.location(row, weights),
                    weights.isMissing(row) ? "" : weights.text(row)));
      }
    }
    int[] counted = Arrays.stream(rows).filter(row -> weights.number(row) > 0).toArray();
    if (counted.length == 0) {
      throw new DataException(
          "read %s: the weights of all %d rows (column %s) are 0, so there is nothing to learn from; name another column"
              .formatted(table.source(), rows.length, weights.name()));
    }
    if (counted.length < rows.length) {
      int left = rows.length - counted.length;
      notes.add(
          "left out %d %s of weight 0 (column %s)"
              .formatted(left, left == 1 ? "row" : "rows", weights.name()));
    }
    return counted;
  }

  /// The weights of some rows.
  static double[] of(Column weights, int[] rows) {
    return Arrays.stream(rows).mapToDouble(weights::number).toArray();
  }
}
