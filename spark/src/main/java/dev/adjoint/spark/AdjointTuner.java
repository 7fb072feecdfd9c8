package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.tune.ClusterObjective;
import dev.adjoint.spark.tune.TaskResult;
import dev.adjoint.spark.tune.TaskRows;
import dev.adjoint.spark.tune.TaskTraining;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.train.search.Search;
import dev.adjoint.train.search.SearchReport;
import dev.adjoint.train.search.SearchSpace;
import dev.adjoint.train.search.SearchTrial;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/// Tries settings of a training on a cluster. Each trial is an ordinary task that trains a network
/// on one machine, so the rows must fit into the memory of one; they are sent once to each
/// executor.
///
/// ```java
/// TuningResult found =
///     new AdjointTuner(new AdjointEstimator().setLabelCol("species"))
///         .withFolds(5)
///         .run(
///             rows,
///             SearchSpace.of("rate", new SearchRange.LogUniform(1e-4, 0.1))
///                 .with("layers", SearchRange.Choice.of("16", "64", "64,64")),
///             Search.random(40, 1),
///             100);
/// ```
///
/// The trials of a grid, of random search and of a round of successive halving run at the same
/// time; those of [TpeSearch][dev.adjoint.train.search.TpeSearch] that learn from earlier ones run
/// one after another. The values of the space have the names of options of `adjoint train`: `rate`,
/// `weight-decay`, `batch`, `patience`, `optimizer`, and those of the network, such as `layers` and
/// `dropout`. All trials have the seed of the estimator, so the same rows and search give the same
/// result, on any cluster and whatever executors are lost.
public final class AdjointTuner {

  private final AdjointEstimator estimator;
  private final int folds;

  /// A tuner that measures on the part that the estimator holds out.
  ///
  /// @param estimator its column, network and settings are those of every trial; what belongs to
  ///   local SGD, such as `localSteps`, is not used
  public AdjointTuner(AdjointEstimator estimator) {
    this(estimator, 0);
  }

  private AdjointTuner(AdjointEstimator estimator, int folds) {
    this.estimator = estimator;
    this.folds = folds;
  }

  /// A tuner that measures each trial by cross-validation.
  ///
  /// @param count of folds, 2 … 100; each trial then trains so many networks
  @CheckReturnValue
  public AdjointTuner withFolds(int count) {
    if (count < 2 || count > 100) {
      throw new DataException(
          "tune: the number of folds is %d but must be 2 … 100; 5 is usual".formatted(count));
    }
    return new AdjointTuner(estimator, count);
  }

  /// Searches, and trains once more with the best values.
  ///
  /// @param rows the table
  /// @param space what is searched
  /// @param search how it is searched
  /// @param epochs the last epoch of a trial with the whole budget
  /// @throws DataException when the rows or a value of the space cannot be used
  /// @throws RunException when the training with the best values diverges
  public TuningResult run(Dataset<Row> rows, SearchSpace space, Search search, int epochs) {
    JavaSparkContext context = ClusterCheck.ready(rows.sparkSession());
    EstimatorTrainings base = new EstimatorTrainings(estimator);
    List<String> columns = Arrays.asList(rows.schema().fieldNames());
    Broadcast<TaskRows> sent = context.broadcast(TaskRows.of(base, columns, rows.collectAsList()));
    try {
      ClusterObjective objective = new ClusterObjective(context, base, sent, folds);
      SearchReport report = search.run(space, objective, epochs);
      Map<String, Object> best = new HashMap<>(report.best().values());
      best.put("epochs", epochs);
      TaskResult trained =
          context
              .parallelize(List.of(best), 1)
              .map(values -> TaskTraining.run(TaskTraining.of(base, sent.value(), values), true))
              .first();
      AdjointModel model =
          new AdjointModel(
              estimator.uid(),
              trained
                  .model()
                  .orElseThrow(() -> new RunException(diverged(report.best(), trained))));
      return new TuningResult(report, objective.results(), model);
    } finally {
      sent.destroy();
    }
  }

  private static String diverged(SearchTrial best, TaskResult result) {
    return "tune: no training with the values %s ends: %s; search smaller rates"
        .formatted(best.values(), result.reason().orElse(""));
  }
}
