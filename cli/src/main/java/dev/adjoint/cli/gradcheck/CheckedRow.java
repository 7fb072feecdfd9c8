package dev.adjoint.cli.gradcheck;

import dev.adjoint.nn.check.LayerTable;
import dev.adjoint.nn.check.LossTable;
import dev.adjoint.tensor.check.OperationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// A row of one of the tables: what is checked, and its check with a seed.
record CheckedRow(String name, LongFunction<OperationTable.Line> check) {

  /// The rows of the layers, of the losses or of both, else those of the operations.
  static List<CheckedRow> of(boolean layers, boolean losses) {
    List<CheckedRow> rows = new ArrayList<>();
    if (layers) {
      LayerTable.rows().forEach(row -> rows.add(new CheckedRow(row.layer(), row::check)));
    }
    if (losses) {
      LossTable.rows().forEach(row -> rows.add(new CheckedRow(row.loss(), row::check)));
    }
    if (!layers && !losses) {
      OperationTable.rows()
          .forEach(row ->
              rows.add(new CheckedRow(row.operation(), seed -> OperationTable.check(row, seed))));
    }
    return rows;
  }

  /// What the table is a table of, in a message.
  static String kind(boolean layers, boolean losses) {
    if (layers) {
      return losses ? "layer or loss" : "layer";
    }
    return losses ? "loss" : "operation";
  }
}
