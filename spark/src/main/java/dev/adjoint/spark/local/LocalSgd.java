package dev.adjoint.spark.local;

import dev.adjoint.data.DataException;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.spark.rows.PlannedModel;
import dev.adjoint.spark.rows.RowsPlan;
import dev.adjoint.spark.rows.TensorValues;
import dev.adjoint.spark.rows.TrainingRows;
import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/// Trains a network on the rows of a DataFrame by local SGD.
///
/// Only one chunk of a partition needs to be in memory at a time.
///
/// @param rows what is trained on which columns
/// @param workers the number of partitions that train at the same time; 0 for as many as the
///   cluster has cores
/// @param plan how the partitions are averaged
public record LocalSgd(RowsPlan rows, int workers, LocalPlan plan) {

  /// A trained model.
  ///
  /// @param files the model
  /// @param rounds the figures of each round
  /// @param held how good the model is on the held-out rows
  /// @param notes what was noticed about the data
  public record Trained(
      RunFiles files, List<RoundRecord> rounds, Figures held, List<String> notes) {}

  /// Trains.
  ///
  /// @param listener gets the figures of each round, on the driver
  /// @throws DataException when the columns or settings cannot be used
  public Trained fit(Dataset<Row> frame, Consumer<RoundRecord> listener) {
    JavaSparkContext context = ClusterCheck.ready(frame.sparkSession());
    int count = workers > 0 ? workers : Math.max(1, context.defaultParallelism());
    try (TrainingRows training = rows.read(frame, count, 1)) {
      SavedModel saved = training.saved();
      int size = saved.settings().batch();
      int[] batches =
          training
              .chunks()
              .mapPartitions(part -> {
                int sum = 0;
                while (part.hasNext()) {
                  sum += Math.ceilDiv(part.next().count(), size);
                }
                return List.of(sum).iterator();
              })
              .collect()
              .stream()
              .mapToInt(Integer::intValue)
              .toArray();
      List<RoundRecord> rounds = new ArrayList<>();
      LocalTraining local =
          new LocalTraining(
              context,
              saved,
              plan,
              training.chunks(),
              batches,
              training.held().dataSet(),
              record -> {
                rounds.add(record);
                listener.accept(record);
              });
      String fingerprint =
          "%s, batches %s, model %s"
              .formatted(
                  plan.fingerprint(),
                  Arrays.toString(batches),
                  ClusterFiles.digest(PlannedModel.of(saved).json()));
      TensorValues start = TensorValues.of(Parameters.of(saved.randomNetwork()).stateDict());
      LocalState end = local.run(LocalState.start(start, fingerprint));
      return new Trained(
          training.files(end.best()), rounds, training.judged(end.best()), training.notes());
    }
  }
}
