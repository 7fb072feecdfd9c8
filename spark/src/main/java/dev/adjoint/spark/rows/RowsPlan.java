package dev.adjoint.spark.rows;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Column;
import dev.adjoint.pipeline.folder.SampleDigests;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.ClassWeighting;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.source.DataFrameRows;
import dev.adjoint.spark.fit.ExactFit;
import dev.adjoint.spark.fit.FrameColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/// What is trained on which columns of a DataFrame, whatever the partitions do with their rows.
///
/// Rows are held out, divided among the partitions and ordered by a hash of their content and the
/// seed. So neither their order in the DataFrame nor its partitions change a bit of the result, and
/// a partition that Spark computes again after a failure has the same rows in the same order.
///
/// @param target the column to predict
/// @param drop columns that are not used
/// @param network the choices about the network; a perceptron where they do not say
/// @param settings the choices about the training
public record RowsPlan(
    String target, Set<String> drop, NetworkPlan network, SettingsPlan settings) {

  /// The most rows that are held out; of more it takes these by their hash.
  public static final int MOST_HELD = 50_000;

  private static final String USUAL = "perceptron";
  private static final String ORDER = "__adjoint_order";
  private static final int CHUNK = 1024;
  private static final int PARTS = 1_000_000;
  private static final int SMALLEST_BATCH = 16;

  /// Prepares rows for training.
  ///
  /// @param partitions how many partitions train
  /// @param sharing how many partitions take a step together; where the batch is not given, they
  ///   share the one that is chosen for the number of rows
  /// @throws DataException when the columns or settings cannot be used
  public TrainingRows read(Dataset<Row> rows, int partitions, int sharing) {
    List<String> features = features(rows);
    List<String> columns = new ArrayList<>(features);
    columns.add(target);
    Dataset<Row> ordered = ordered(rows, columns);
    long border = Math.round(settings.validation() * PARTS);
    org.apache.spark.sql.Column part =
        functions.pmod(functions.shiftright(functions.col(ORDER), 32), functions.lit(PARTS));
    Dataset<Row> training = ordered.filter(part.geq(border));
    ExactFit.Fitted fitted = ExactFit.of(training.javaRDD(), features, target);
    TablePreprocessing preprocessing = fitted.preprocessing();
    Chunk held = held(ordered.filter(part.lt(border)), columns, preprocessing);
    JavaRDD<Chunk> chunks = chunks(training, columns, preprocessing, partitions);
    chunks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long samples = chunks.map(each -> (long) each.count()).fold(0L, Long::sum);
      SavedModel saved = saved(preprocessing, samples, held.dataSet(), sharing);
      return new TrainingRows(chunks, saved, held, fitted.notes());
    } catch (RuntimeException e) {
      chunks.unpersist(false);
      throw e;
    }
  }

  private List<String> features(Dataset<Row> rows) {
    List<String> all =
        FrameColumns.with(rows, Stream.concat(Stream.of(target), drop.stream()).toList());
    return all.stream().filter(name -> !name.equals(target) && !drop.contains(name)).toList();
  }

  /// The rows whose target is known, with a hash of their content by which they are ordered.
  private Dataset<Row> ordered(Dataset<Row> rows, List<String> columns) {
    org.apache.spark.sql.Column[] chosen =
        columns.stream()
            .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
            .toArray(org.apache.spark.sql.Column[]::new);
    org.apache.spark.sql.Column[] hashed = Arrays.copyOf(chosen, chosen.length + 1);
    hashed[chosen.length] = functions.lit(settings.seed());
    String name = target;
    FilterFunction<Row> isKnown =
        row -> {
          Object cell = row.getAs(name);
          return cell != null && !Column.of(name, cell.toString()).isMissing(0);
        };
    return rows.toDF().select(chosen).filter(isKnown).withColumn(ORDER, functions.xxhash64(hashed));
  }

  private JavaRDD<Chunk> chunks(
      Dataset<Row> training,
      List<String> columns,
      TablePreprocessing preprocessing,
      int partitions) {
    PreparedRows preparation = PreparedRows.of(preprocessing, columns, CHUNK);
    return training
        .repartition(partitions, functions.col(ORDER))
        .sortWithinPartitions(functions.col(ORDER))
        .javaRDD()
        .mapPartitions(preparation);
  }

  private Chunk held(Dataset<Row> rows, List<String> columns, TablePreprocessing preprocessing) {
    List<Row> some =
        rows.orderBy(functions.col(ORDER)).limit(MOST_HELD).collectAsList().stream()
            .filter(row -> isKnown(preprocessing, row))
            .collect(Collectors.toCollection(ArrayList::new));
    if (some.isEmpty()) {
      throw new DataException(
          "fit: no row was held out of so few; add rows, or hold out a larger part");
    }
    return Chunk.of(preprocessing, columns, some);
  }

  /// Whether the training rows had the class of a row, if it has one.
  private boolean isKnown(TablePreprocessing preprocessing, Row row) {
    return !(preprocessing.target() instanceof ClassTarget classes)
        || classes
            .classes()
            .contains(classes.identity().key(String.valueOf(row.<Object>getAs(target)).strip()));
  }

  private SavedModel saved(
      TablePreprocessing preprocessing, long samples, DataSet held, int sharing) {
    if (settings.classWeights() != ClassWeighting.NONE) {
      throw new DataException(
          "fit: class weights %s are not known on a cluster; leave them out, or repeat the rows of rare classes"
              .formatted(settings.classWeights()));
    }
    Prepared prepared = new Prepared(preprocessing, held, held, Optional.empty(), List.of());
    int usual = samples < 500 ? 16 : samples < 5000 ? 32 : 64;
    SettingsPlan sized =
        settings.batch().isPresent()
            ? settings
            : settings.withBatch(Math.max(SMALLEST_BATCH, usual / sharing));
    return new SavedModel(
        network.architecture(USUAL, preprocessing.form(), preprocessing.target()),
        preprocessing,
        new DataFrameRows(target),
        sized.settings(network.kind(USUAL).defaults(prepared)),
        new SampleDigests(
            Map.of(
                "train", "%d rows of a DataFrame".formatted(samples),
                "validation", "%d rows of a DataFrame".formatted(held.count()))),
        Optional.empty());
  }
}
