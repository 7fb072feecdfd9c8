package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// The models of an [AdjointByKey].
///
/// @param column the column of the keys
/// @param entries one for each key, in the order of the keys
public record KeyedModels(String column, List<Entry> entries) {

  /// One key.
  ///
  /// @param key its value
  /// @param rows the number of its rows
  /// @param loss the validation loss, NaN without a model
  /// @param metric the first metric of the validation part, such as the accuracy; NaN if there is
  ///   none
  /// @param failure why there is no model
  /// @param model the model
  public record Entry(
      String key,
      int rows,
      double loss,
      double metric,
      Optional<String> failure,
      Optional<AdjointModel> model) {}

  /// Copies the list.
  public KeyedModels {
    entries = List.copyOf(entries);
  }

  /// The model of a key.
  ///
  /// @throws DataException when there is none
  public AdjointModel model(String key) {
    for (Entry entry : entries) {
      if (entry.key().equals(key)) {
        return entry
            .model()
            .orElseThrow(() ->
                new DataException(
                    "model: there is none for %s '%s' (%s)"
                        .formatted(column, key, entry.failure().orElse(""))));
      }
    }
    throw new DataException(
        "model: there is no %s '%s'; %s"
            .formatted(
                column, key, Spelling.suggest(key, entries.stream().map(Entry::key).toList())));
  }

  /// Why keys have no model, by the key.
  public Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    entries.forEach(
        entry -> entry.failure().ifPresent(reason -> failures.put(entry.key(), reason)));
    return failures;
  }

  /// The keys as a table: the column of the keys, `rows`, the validation `loss`, the first
  /// `metric`, and the `failure` where there is no model.
  public Dataset<Row> table(SparkSession session) {
    StructType schema =
        new StructType()
            .add(column, DataTypes.StringType)
            .add("rows", DataTypes.IntegerType)
            .add("loss", DataTypes.DoubleType)
            .add("metric", DataTypes.DoubleType)
            .add("failure", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(
          RowFactory.create(
              entry.key(),
              entry.rows(),
              Double.isFinite(entry.loss()) ? entry.loss() : null,
              Double.isFinite(entry.metric()) ? entry.metric() : null,
              entry.failure().orElse(null)));
    }
    return session.createDataFrame(rows, schema);
  }
}
