package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads texts in the columns of tables.
///
/// @param preprocessing how texts become tokens
/// @param options what a person said about how the files are written
record TextInputs(TextPreprocessing preprocessing, ReadOptions options) implements InputReader {

  TextInputs(TextPreprocessing preprocessing) {
    this(preprocessing, ReadOptions.NONE);
  }

  @Override
  public InputReader reading(ReadOptions said) {
    return new TextInputs(preprocessing, said);
  }

  @Override
  public String expects() {
    return "texts; give rows with the columns %s".formatted(preprocessing.columns());
  }

  @Override
  public Inputs read(Path data) {
    return of(table(data));
  }

  @Override
  public Inputs of(Table table) {
    return GivenTables.samples(
        table,
        preprocessing.features(table, IntStream.range(0, table.rows()).toArray()),
        List.of(),
        position -> "token %d".formatted(position + 1));
  }

  @Override
  public Inputs of(List<? extends Map<String, ?>> rows) {
    return of(GivenTables.ofRows(rows, preprocessing.columns()));
  }

  @Override
  public Inputs parse(String csv, String name) {
    return of(TableReader.parse(csv, name, usual()));
  }

  /// A tensor has numbers and no texts.
  @Override
  public Inputs of(Tensor samples) {
    throw new DataException(
        "predict: a tensor %s holds numbers but the model was trained on %s"
            .formatted(samples.shape(), expects()));
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    Table table = table(data);
    notes.addAll(table.notes());
    return preprocessing.dataSet(table, notes);
  }

  private Table table(Path data) {
    return GivenTables.ofFile(data, usual(), "a table of texts");
  }

  private ReadOptions usual() {
    return options.withUsual(Optional.of(preprocessing.dialect()));
  }
}
