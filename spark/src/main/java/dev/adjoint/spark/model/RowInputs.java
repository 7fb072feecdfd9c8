package dev.adjoint.spark.model;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.InputReader;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// Which columns of a DataFrame a model reads, and how rows become samples.
///
/// The samples have the bits that `TrainedModel.predict` gives them on one machine: a cell is read
/// as its text, and the shortest text of a number is read back as the same number.
public sealed interface RowInputs extends Serializable {

  /// The columns that are read.
  List<String> columns();

  /// Prepares some rows.
  ///
  /// @throws DataException when a cell cannot be read
  Inputs of(InputReader reader, List<Row> rows);

  /// The reading that fits a model.
  ///
  /// @param input the column of pixels, image files or numbers; empty for the usual name. A table
  ///   of numbers is read from one column of vectors where this is given
  /// @throws DataException when the model answers for no rows
  static RowInputs of(TrainedModel model, Optional<String> input) {
    Preprocessing preprocessing = model.saved().preprocessing();
    return switch (preprocessing) {
      case TablePreprocessing table ->
          input.isPresent()
              ? Vectors.of(input.get(), preprocessing.featureShape())
              : new Cells(table.features().stream().map(Feature::column).toList());
      case TextPreprocessing texts -> new Cells(texts.columns());
      case TextTablePreprocessing both ->
          new Cells(
              Stream.concat(
                      both.text().columns().stream(),
                      both.table().features().stream().map(Feature::column))
                  .toList());
      case RatingPreprocessing ratings ->
          new Cells(List.of(ratings.columns().user(), ratings.columns().item()));
      case PhotoPreprocessing _ -> new ImageFiles(input.orElse("content"));
      case ImagePreprocessing _ ->
          Vectors.of(input.orElse("features"), preprocessing.featureShape());
      default ->
          throw new DataException(
              "transform: the model was trained on %s, and it does not answer for single rows; use its run folder with TrainedModel on one machine"
                  .formatted(model.reader().expects()));
    };
  }

  /// Refuses a DataFrame that lacks a column.
  ///
  /// @throws DataException naming the column and near names
  default void require(StructType schema) {
    List<String> names = Arrays.asList(schema.fieldNames());
    for (String column : columns()) {
      if (!names.contains(column)) {
        throw new DataException(
            "transform: the model reads the column '%s' but the DataFrame has none of this name; %s"
                .formatted(column, Spelling.suggest(column, names)));
      }
    }
  }

  /// The named cells of a table.
  record Cells(List<String> columns) implements RowInputs {

    private static final long serialVersionUID = 1;

    /// Copies the list into one that can be sent.
    public Cells {
      columns = new ArrayList<>(columns);
    }

    @Override
    public Inputs of(InputReader reader, List<Row> rows) {
      return reader.of(table("the rows of the DataFrame", columns, rows));
    }
  }

  /// Some rows as the table that a CSV file with these cells would give.
  static Table table(String name, List<String> columns, List<Row> rows) {
    List<Column> cells = new ArrayList<>();
    for (String column : columns) {
      int index = rows.isEmpty() ? 0 : rows.getFirst().fieldIndex(column);
      cells.add(
          Column.of(column, rows.stream().map(row -> text(row.get(index))).toArray(String[]::new)));
    }
    return Table.of(name, cells);
  }

  /// The text of a cell, as a CSV file would have it; empty for null.
  static String text(@Nullable Object cell) {
    return cell == null ? "" : cell.toString();
  }

  /// A column of arrays or vectors: pixels, or the numbers of a table in the order of its columns.
  ///
  /// @param column its name
  /// @param sizes the shape of a sample
  record Vectors(String column, int[] sizes) implements RowInputs {

    private static final long serialVersionUID = 1;

    static Vectors of(String column, Shape sample) {
      return new Vectors(column, IntStream.range(0, sample.rank()).map(sample::size).toArray());
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Inputs of(InputReader reader, List<Row> rows) {
      int width = IntStream.of(sizes).reduce(1, Math::multiplyExact);
      float[] values = new float[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        float[] one = CellNumbers.of(column, rows.get(i).getAs(column));
        if (one.length != width) {
          throw new DataException(
              "transform: the model reads %d numbers but column %s has %d in a row"
                  .formatted(width, column, one.length));
        }
        System.arraycopy(one, 0, values, i * width, width);
      }
      int[] all = IntStream.concat(IntStream.of(rows.size()), IntStream.of(sizes)).toArray();
      return reader.of(Tensor.of(values, Shape.of(all)));
    }
  }

  /// A column of image files, as `spark.read().format("binaryFile")` gives them.
  record ImageFiles(String column) implements RowInputs {

    private static final long serialVersionUID = 1;

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Inputs of(InputReader reader, List<Row> rows) {
      List<Inputs> each =
          rows.stream()
              .map(row -> {
                byte @Nullable [] image = row.getAs(column);
                if (image == null) {
                  throw new DataException(
                      "transform: column %s has no image in a row".formatted(column));
                }
                return reader.of(image);
              })
              .toList();
      Tensor[] parts = each.stream().map(Inputs::features).toArray(Tensor[]::new);
      return new Inputs(
          Tensor.noGrad(() -> Tensor.concat(0, parts)),
          each.stream().flatMap(one -> one.notes().stream()).distinct().toList(),
          index -> "image %d of the batch".formatted(index + 1),
          each.getFirst().input());
    }
  }
}
