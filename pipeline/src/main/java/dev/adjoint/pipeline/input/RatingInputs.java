package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads pairs of a user and an item.
///
/// @param preprocessing how names become indices
/// @param options what a person said about how the files are written
record RatingInputs(RatingPreprocessing preprocessing, ReadOptions options) implements InputReader {

  RatingInputs(RatingPreprocessing preprocessing) {
    this(preprocessing, ReadOptions.NONE);
  }

  @Override
  public InputReader reading(ReadOptions said) {
    return new RatingInputs(preprocessing, said);
  }

  @Override
  public String expects() {
    return "ratings; give rows with the columns %s".formatted(preprocessing.featureNames());
  }

  @Override
  public Inputs read(Path data) {
    return of(table(data));
  }

  @Override
  public Inputs of(Table table) {
    RatingPreprocessing.Encoded encoded = preprocessing.features(table);
    return GivenTables.samples(
        table,
        encoded.features(),
        encoded.notes(),
        position -> "column " + preprocessing.featureNames().get(position));
  }

  @Override
  public Inputs of(List<? extends Map<String, ?>> rows) {
    List<Column> columns = new ArrayList<>();
    for (String name : preprocessing.featureNames()) {
      columns.add(
          Column.of(name, rows.stream().map(row -> text(row, name)).toArray(String[]::new)));
    }
    return of(Table.of("the given rows", columns));
  }

  @Override
  public Inputs parse(String csv, String name) {
    return of(TableReader.parse(csv, name, options));
  }

  private static String text(Map<String, ?> row, String name) {
    Object value = row.get(name);
    if (value == null) {
      throw new DataException(
          "predict: a row has no %s; give a user and an item for each answer".formatted(name));
    }
    return value.toString();
  }

  @Override
  public Inputs of(Tensor samples) {
    throw new DataException(
        "predict: a tensor holds numbers but users and items have names; give rows with the columns %s"
            .formatted(preprocessing.featureNames()));
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    return preprocessing.dataSet(table(data), notes);
  }

  private Table table(Path data) {
    return GivenTables.ofFile(data, options, "ratings");
  }
}
