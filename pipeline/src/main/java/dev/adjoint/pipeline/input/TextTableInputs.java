package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Table;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads rows of tables with text columns beside other columns.
///
/// @param preprocessing how cells become inputs
/// @param options what a person said about how the files are written
record TextTableInputs(TextTablePreprocessing preprocessing, ReadOptions options)
    implements InputReader {

  TextTableInputs(TextTablePreprocessing preprocessing) {
    this(preprocessing, ReadOptions.NONE);
  }

  @Override
  public InputReader reading(ReadOptions said) {
    return new TextTableInputs(preprocessing, said);
  }

  @Override
  public String expects() {
    return "texts beside columns; give rows with the columns %s".formatted(columns());
  }

  private List<String> columns() {
    return Stream.concat(
            preprocessing.text().columns().stream(),
            preprocessing.table().features().stream().map(Feature::column))
        .toList();
  }

  @Override
  public Inputs read(Path data) {
    return of(table(data));
  }

  @Override
  public Inputs of(Table table) {
    TablePreprocessing.Encoded encoded = preprocessing.features(table);
    return GivenTables.samples(table, encoded.features(), encoded.notes(), this::input);
  }

  /// The column or the token that an input was made from.
  private String input(int position) {
    int end = 0;
    for (Feature feature : preprocessing.table().features()) {
      end += feature.names().size();
      if (position < end) {
        return "column " + feature.column();
      }
    }
    return "token %d".formatted(position - end + 1);
  }

  @Override
  public Inputs of(List<? extends Map<String, ?>> rows) {
    return of(GivenTables.ofRows(rows, columns()));
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
    return GivenTables.ofFile(data, usual(), "a table of texts and other columns");
  }

  private ReadOptions usual() {
    return options.withUsual(Optional.of(preprocessing.text().dialect()));
  }
}
