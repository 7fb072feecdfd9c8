package dev.adjoint.spark;

import dev.adjoint.spark.tune.TaskResult;
import dev.adjoint.train.search.SearchReport;
import dev.adjoint.train.search.SearchTrial;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// What an [AdjointTuner] found.
///
/// @param report all trials with their values and losses, and the best one
/// @param results what each trial left, in the order of the trials
/// @param model trained with the best values on the part that is not held out
public record TuningResult(SearchReport report, List<TaskResult> results, AdjointModel model) {

  /// Copies the list.
  public TuningResult {
    results = List.copyOf(results);
  }

  /// The trials as a table: number, epochs, a column of texts for each hyperparameter, the
  /// validation `loss` and the first `metric` (null where the training diverged), and the `failure`
  /// where there was one.
  public Dataset<Row> table(SparkSession session) {
    StructType schema =
        new StructType().add("trial", DataTypes.IntegerType).add("epochs", DataTypes.LongType);
    for (String name : report.space().ranges().keySet()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    schema =
        schema
            .add("loss", DataTypes.DoubleType)
            .add("metric", DataTypes.DoubleType)
            .add("failure", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (SearchTrial trial : report.trials()) {
      TaskResult result = results.get(trial.number() - 1);
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(trial.number());
      cells.add(trial.budget());
      trial.values().values().forEach(value -> cells.add(value.toString()));
      cells.add(finite(result.loss()));
      cells.add(finite(result.metric()));
      cells.add(result.failure());
      rows.add(RowFactory.create(cells.toArray()));
    }
    return session.createDataFrame(rows, schema);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
