package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads rows of tables.
///
/// @param preprocessing how cells become inputs
record TableInputs(TablePreprocessing preprocessing) implements InputReader {

  @Override
  public Inputs read(Path data) {
    return of(table(data));
  }

  /// All rows of a table.
  private Inputs of(Table table) {
    TablePreprocessing.Encoded encoded = preprocessing.features(table);
    return new Inputs(encoded.features(), encoded.notes(), table::place);
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    return preprocessing.dataSet(table(data), notes);
  }

  private static Table table(Path data) {
    if (Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is a folder, but the model was trained on a table; give a CSV file"
              .formatted(data));
    }
    return TableReader.read(data);
  }
}
