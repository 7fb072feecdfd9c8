package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads rows of tables.
///
/// @param preprocessing how cells become inputs
/// @param options what a person said about how the files are written
record TableInputs(TablePreprocessing preprocessing, ReadOptions options) implements InputReader {

  TableInputs(TablePreprocessing preprocessing) {
    this(preprocessing, ReadOptions.NONE);
  }

  @Override
  public InputReader reading(ReadOptions said) {
    return new TableInputs(preprocessing, said);
  }

  @Override
  public String expects() {
    return "a table; give rows with the columns %s".formatted(columns());
  }

  private List<String> columns() {
    return preprocessing.features().stream().map(Feature::column).toList();
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

  @Override
  public Inputs parse(String csv, String name) {
    return of(TableReader.parse(csv, name, usual()));
  }

  /// The column that an input was made from.
  private String input(int position) {
    int end = 0;
    for (Feature feature : preprocessing.features()) {
      end += feature.names().size();
      if (position < end) {
        return "column " + feature.column();
      }
    }
    throw new IndexOutOfBoundsException(position);
  }

  @Override
  public Inputs of(List<? extends Map<String, ?>> rows) {
    return of(GivenTables.ofRows(rows, columns()));
  }

  /// Rows of numbers, in the order of the columns.
  @Override
  public Inputs of(Tensor samples) {
    List<String> columns = columns();
    preprocessing.features().stream()
        .filter(feature -> !(feature instanceof NumberFeature))
        .findFirst()
        .ifPresent(feature -> {
          throw new DataException(
              "predict: a tensor holds numbers but column %s is a category; give rows by name"
                  .formatted(feature.column()));
        });
    int rank = samples.shape().rank();
    if (rank < 1 || rank > 2 || samples.shape().size(rank - 1) != columns.size()) {
      throw new DataException(
          "predict: rows of a tensor have one number for each of the %d columns %s but the shape is %s; give [N, %d] or [%d]"
              .formatted(columns.size(), columns, samples.shape(), columns.size(), columns.size()));
    }
    double[] numbers = samples.toDoubleArray();
    int count = numbers.length / columns.size();
    List<Column> cells = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      String[] texts = new String[count];
      for (int i = 0; i < count; i++) {
        texts[i] = Double.toString(numbers[i * columns.size() + j]);
      }
      cells.add(Column.of(columns.get(j), texts));
    }
    return of(Table.of("the given tensor", cells));
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    return preprocessing.dataSet(table(data), notes);
  }

  private Table table(Path data) {
    return GivenTables.ofFile(data, usual(), "a table");
  }

  private ReadOptions usual() {
    return options.withUsual(Optional.of(preprocessing.dialect()));
  }
}
