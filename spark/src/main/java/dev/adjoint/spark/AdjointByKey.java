package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.fit.FrameColumns;
import dev.adjoint.spark.tune.TaskResult;
import dev.adjoint.spark.tune.TaskRows;
import dev.adjoint.spark.tune.TaskTraining;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/// Trains one network for each value of a column, such as one for each shop. Each training is a
/// part of an ordinary task, so the rows of one key must fit into the memory of one machine.
///
/// ```java
/// KeyedModels models =
///     new AdjointByKey(new AdjointEstimator().setLabelCol("sales"), "shop").fit(rows);
/// AdjointModel one = models.model("Berlin");
/// ```
///
/// A model has the bits of a training with these rows alone, whatever tasks and executors fail. A
/// key whose rows cannot be used, because they are too few or have a single class, has no model;
/// [KeyedModels#failures] says why. The others are trained.
public final class AdjointByKey {

  private final AdjointEstimator estimator;
  private final String key;

  /// @param estimator its column, network and settings are those of every training
  /// @param key the column whose values tell the trainings apart; it is not among the inputs
  public AdjointByKey(AdjointEstimator estimator, String key) {
    this.estimator = estimator;
    this.key = key;
  }

  /// What one key has become.
  private record Trained(String key, int rows, TaskResult result) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /// Trains.
  ///
  /// @throws DataException when there is no column of this name
  public KeyedModels fit(Dataset<Row> rows) {
    ClusterCheck.ready(rows.sparkSession());
    EstimatorTrainings base = new EstimatorTrainings(estimator);
    List<String> columns = new ArrayList<>(FrameColumns.with(rows, List.of(key, base.target())));
    columns.remove(key);
    String by = key;
    List<Trained> trained =
        new ArrayList<>(
            rows.javaRDD()
                .filter(row -> row.getAs(by) != null)
                .groupBy(row -> row.getAs(by).toString())
                .map(group -> {
                  List<Row> own = new ArrayList<>();
                  group._2().forEach(own::add);
                  return new Trained(
                      group._1(), own.size(), train(base, TaskRows.of(base, columns, own)));
                })
                .collect());
    trained.sort(Comparator.comparing(Trained::key));
    List<KeyedModels.Entry> entries =
        trained.stream()
            .map(one ->
                new KeyedModels.Entry(
                    one.key(),
                    one.rows(),
                    one.result().loss(),
                    one.result().metric(),
                    one.result().reason(),
                    one.result().model().map(files -> new AdjointModel(estimator.uid(), files))))
            .toList();
    return new KeyedModels(key, entries);
  }

  private static TaskResult train(EstimatorTrainings base, TaskRows rows) {
    try {
      return TaskTraining.run(TaskTraining.of(base, rows, Map.of()), true);
    } catch (DataException unusable) {
      return TaskResult.failed(String.valueOf(unusable.getMessage()));
    }
  }
}
