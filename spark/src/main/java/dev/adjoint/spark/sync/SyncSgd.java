package dev.adjoint.spark.sync;

import dev.adjoint.data.DataException;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.spark.rows.Chunk;
import dev.adjoint.spark.rows.PlannedModel;
import dev.adjoint.spark.rows.RowsPlan;
import dev.adjoint.spark.rows.TrainingRows;
import dev.adjoint.train.Figures;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/// Trains a network on the rows of a DataFrame by synchronous data parallelism: in every step each
/// worker computes a batch of its own rows, and all of them add up their gradients over a
/// collective.
///
/// The workers are the tasks of one barrier stage. When one is lost the others end too, and the
/// driver starts all of them again from the newest checkpoint; the weights have the bits of a
/// training that was not interrupted. Each worker keeps its rows in memory.
///
/// @param rows what is trained on which columns
/// @param workers the number of partitions that train together; 0 for as many as the cluster has
///   cores
/// @param plan checkpoints and restarts
public record SyncSgd(RowsPlan rows, int workers, SyncPlan plan) {

  private static final Logger LOG = LoggerFactory.getLogger(SyncSgd.class);
  private static final long PAUSE_MILLIS = 1000;

  /// A trained model.
  ///
  /// @param files the model
  /// @param epochs the figures of each epoch; of a resumed training, those since it was resumed
  /// @param held how good the model is on the held-out rows
  /// @param notes what was noticed about the data
  public record Trained(
      RunFiles files, List<SyncRecord> epochs, Figures held, List<String> notes) {}

  /// Trains.
  ///
  /// @param figures the folder for `epochs.csv` while training runs; empty for none
  /// @param listener gets the figures of each epoch, on the driver, with the next heartbeat of the
  ///   executor of worker 0
  /// @throws DataException when the columns or settings cannot be used
  /// @throws ClusterException when the cluster has too few cores, or workers are lost too often
  public Trained fit(Dataset<Row> frame, Optional<String> figures, Consumer<SyncRecord> listener) {
    JavaSparkContext context = ClusterCheck.ready(frame.sparkSession());
    int count = ClusterCheck.gang(context, workers, plan.patience());
    Optional<ClusterFiles> folder =
        figures.map(path -> ClusterFiles.of(path, context.hadoopConfiguration()));
    try (TrainingRows training = rows.read(frame, count, count);
        LiveProgress progress = new LiveProgress(context, folder, listener)) {
      SyncResult end = run(context, training, progress, count, epochSteps(training));
      return new Trained(
          training.files(end.weights()),
          progress.end(end.epochs()),
          training.judged(end.weights()),
          training.notes());
    }
  }

  /// The steps of an epoch, which ends where the first worker has no batch left.
  private static int epochSteps(TrainingRows training) {
    List<Integer> counts =
        training
            .chunks()
            .mapPartitions(part -> {
              int sum = 0;
              while (part.hasNext()) {
                sum += part.next().count();
              }
              return List.of(sum).iterator();
            })
            .collect();
    int least = counts.stream().mapToInt(Integer::intValue).min().orElse(0);
    if (least == 0) {
      throw new DataException(
          "synchronous training: the rows of the workers are %s, but each worker needs at least one; set fewer workers"
              .formatted(counts));
    }
    return Math.ceilDiv(least, training.saved().settings().batch());
  }

  private SyncResult run(
      JavaSparkContext context,
      TrainingRows training,
      LiveProgress progress,
      int count,
      int epochSteps) {
    Optional<SyncCheckpoints> checkpoints =
        plan.checkpoints()
            .map(path -> new SyncCheckpoints(ClusterFiles.of(path, context.hadoopConfiguration())));
    SerializableConfiguration files = new SerializableConfiguration(context.hadoopConfiguration());
    PlannedModel model = PlannedModel.of(training.saved());
    String before = "";
    for (int lost = 0; true; lost++) {
      SyncCheckpoints.Found from =
          checkpoints
              .map(SyncCheckpoints::newest)
              .orElseGet(() -> new SyncCheckpoints.Found("", new byte[0]));
      if (!from.name().equals(before)) {
        LOG.info("synchronous training goes on from the checkpoint {}", from.name());
        before = from.name();
        lost = 0;
      }
      Broadcast<SyncTask.SentRun> common =
          context.broadcast(new SyncTask.SentRun(model, training.held(), from.content()));
      try {
        ClusterCheck.gang(context, count, plan.patience());
        return whole(
            collect(
                training.chunks(),
                new SyncTask(common, files, plan, progress.start(), epochSteps)));
      } catch (ClusterException failure) {
        throw failure;
      } catch (Exception failure) {
        // Java does not know that collect() throws it.
        if (!(failure instanceof SparkException) || lost >= plan.restarts()) {
          throw new ClusterException(
              "synchronous training: the workers failed %d times without a new checkpoint; the last reason is: %s"
                  .formatted(lost + 1, failure.getMessage()),
              failure);
        }
        LOG.warn("a worker was lost; all of them start again", failure);
        pause(PAUSE_MILLIS << lost);
      } finally {
        common.destroy();
      }
    }
  }

  private static List<SyncResult> collect(JavaRDD<Chunk> chunks, SyncTask task) {
    ClassTag<SyncResult> results = ClassTag$.MODULE$.apply(SyncResult.class);
    RDD<SyncResult> all = chunks.rdd().barrier().mapPartitions(task, true, results);
    return JavaRDD.fromRDD(all, results).collect();
  }

  /// The result of worker 0.
  private static SyncResult whole(List<SyncResult> all) {
    for (SyncResult each : all) {
      if (!each.failure().isEmpty()) {
        throw new ClusterException("synchronous training: " + each.failure());
      }
    }
    return all.getFirst();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("synchronous training: it was interrupted", e);
    }
  }
}
