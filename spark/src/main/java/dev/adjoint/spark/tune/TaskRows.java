package dev.adjoint.spark.tune;

import dev.adjoint.data.Holdout;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.pipeline.source.DataFrameRows;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.spark.model.RowInputs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/// The rows of a table for one training, in the memory of one machine. They are ordered by their
/// texts, so the order in which a cluster gives them changes no bit.
///
/// @param target the column to predict
/// @param drop columns that are not used
/// @param columns the names of all columns
/// @param cells the texts of each column; empty where a cell is null
public record TaskRows(String target, Set<String> drop, List<String> columns, String[][] cells)
    implements DataSource, Serializable {

  private static final long serialVersionUID = 1;

  /// The rows as a table.
  public static TaskRows of(Trainings trainings, List<String> columns, List<Row> rows) {
    String[][] texts =
        rows.stream()
            .map(row ->
                columns.stream()
                    .map(column -> RowInputs.text(row.get(row.fieldIndex(column))))
                    .toArray(String[]::new))
            .sorted((a, b) -> Arrays.compare(a, b, Comparator.naturalOrder()))
            .toArray(String[][]::new);
    String[][] cells = new String[columns.size()][texts.length];
    for (int row = 0; row < texts.length; row++) {
      for (int column = 0; column < cells.length; column++) {
        cells[column][row] = texts[row][column];
      }
    }
    return new TaskRows(trainings.target(), trainings.drop(), new ArrayList<>(columns), cells);
  }

  /// The number of rows.
  public int count() {
    return cells.length == 0 ? 0 : cells[0].length;
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    List<Column> each = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      each.add(Column.of(columns.get(i), cells[i]));
    }
    return Prepared.table(
        Table.of("the rows of the DataFrame", each),
        new TableOptions(
            target, drop, Set.of(), Optional.empty(), ReadOptions.NONE, Optional.empty()),
        holdout);
  }

  @Override
  public String name() {
    return "dataframe";
  }

  @Override
  public Map<String, Object> toMap() {
    return new DataFrameRows(target).toMap();
  }
}
