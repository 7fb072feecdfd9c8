package dev.adjoint.spark;

import dev.adjoint.spark.save.StageFile;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/// Trains a network on the rows of a DataFrame, as a stage of Spark ML.
///
/// ```java
/// AdjointModel model =
///     new AdjointEstimator().setLabelCol("species").setNumWorkers(8).fit(rows);
/// ```
///
/// Columns are prepared as on one machine ([ExactFit][dev.adjoint.spark.fit.ExactFit]). The mode
/// says how the network is trained:
///
/// - `local` (the default): local SGD ([LocalSgd][dev.adjoint.spark.local.LocalSgd]). Every worker
///   takes `localSteps` steps on its partition, then the weights are averaged.
/// - `sync`: synchronous data parallelism ([SyncSgd][dev.adjoint.spark.sync.SyncSgd]). Every worker
///   computes a batch of its partition, and all add up their gradients before they take the step,
///   which has `batchSize` times `numWorkers` rows.
///
/// Both give the same bits for the same rows, parameters and number of workers, whatever tasks and
/// executors fail.
///
/// Parameters that are not set are chosen from the data, as `adjoint train` does.
public final class AdjointEstimator extends EstimatorSettings implements MLWritable {

  private static final long serialVersionUID = 1;

  /// An estimator with a new name.
  public AdjointEstimator() {
    this(Identifiable.randomUID("adjointEstimator"));
  }

  /// An estimator of this name.
  public AdjointEstimator(String uid) {
    super(uid);
  }

  @Override
  public MLWriter write() {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageFile.write(sparkSession(), path, AdjointEstimator.this);
      }
    };
  }

  /// The reader that `Pipeline` uses too.
  public static MLReader<AdjointEstimator> read() {
    return new MLReader<>() {
      @Override
      public AdjointEstimator load(String path) {
        AdjointEstimator estimator =
            new AdjointEstimator(StageFile.uid(sparkSession(), path, AdjointEstimator.class));
        StageFile.apply(sparkSession(), path, estimator);
        return estimator;
      }
    };
  }

  /// Loads what `save` wrote.
  public static AdjointEstimator load(String path) {
    return read().load(path);
  }

  /// Sets how the workers share the training, `local` or `sync`.
  public AdjointEstimator setMode(String value) {
    set(mode(), value);
    return this;
  }

  /// Sets the column to predict.
  public AdjointEstimator setLabelCol(String value) {
    set(labelCol(), value);
    return this;
  }

  /// Sets the columns that are not used, with commas between them.
  public AdjointEstimator setDropCols(String value) {
    set(dropCols(), value);
    return this;
  }

  /// Sets the kind of network.
  public AdjointEstimator setModelName(String value) {
    set(modelName(), value);
    return this;
  }

  /// Sets options of the network, `NAME=VALUE` with semicolons between them.
  public AdjointEstimator setNetworkOptions(String value) {
    set(networkOptions(), value);
    return this;
  }

  /// Sets the update rule.
  public AdjointEstimator setOptimizer(String value) {
    set(optimizer(), value);
    return this;
  }

  /// Sets how the step size changes, `constant` or `cosine`.
  public AdjointEstimator setSchedule(String value) {
    set(schedule(), value);
    return this;
  }

  /// Sets how strongly each step pulls the weights towards 0.
  public AdjointEstimator setWeightDecay(double value) {
    set(weightDecay(), value);
    return this;
  }

  /// Sets the folder of checkpoints; training goes on from the newest one there.
  public AdjointEstimator setCheckpointDir(String value) {
    set(checkpointDir(), value);
    return this;
  }

  /// Sets the folder for the model and the figures, `rounds.csv`, or `epochs.csv` of `sync`.
  public AdjointEstimator setRunDir(String value) {
    set(runDir(), value);
    return this;
  }

  /// Sets the passes over the rows.
  public AdjointEstimator setEpochs(int value) {
    set(epochs(), value);
    return this;
  }

  /// Sets the rows in a step of a worker.
  public AdjointEstimator setBatchSize(int value) {
    set(batchSize(), value);
    return this;
  }

  /// Sets the epochs without a better validation loss after which training stops; 0 never stops.
  public AdjointEstimator setPatience(int value) {
    set(patience(), value);
    return this;
  }

  /// Sets the number of partitions that train; 0 for as many as the cluster has cores.
  public AdjointEstimator setNumWorkers(int value) {
    set(numWorkers(), value);
    return this;
  }

  /// Sets the steps between two averages.
  public AdjointEstimator setLocalSteps(int value) {
    set(localSteps(), value);
    return this;
  }

  /// Sets the rounds between two checkpoints of `local`.
  public AdjointEstimator setCheckpointRounds(int value) {
    set(checkpointRounds(), value);
    return this;
  }

  /// Sets the steps between two checkpoints of `sync`.
  public AdjointEstimator setCheckpointSteps(int value) {
    set(checkpointSteps(), value);
    return this;
  }

  /// Sets the seconds that a worker of `sync` waits for another one that does not answer.
  public AdjointEstimator setTimeout(int value) {
    set(timeout(), value);
    return this;
  }

  /// Sets how often a round of `local`, or the workers of `sync` without a new checkpoint, are
  /// tried again.
  public AdjointEstimator setMaxRestarts(int value) {
    set(maxRestarts(), value);
    return this;
  }

  /// Sets decides what is held out, the initial weights and the order of the rows.
  public AdjointEstimator setSeed(long value) {
    set(seed(), value);
    return this;
  }

  /// Sets the step size of each worker.
  public AdjointEstimator setStepSize(double value) {
    set(stepSize(), value);
    return this;
  }

  /// Sets the part of the rows that is held out, in (0, 1).
  public AdjointEstimator setValidation(double value) {
    set(validation(), value);
    return this;
  }

  /// Sets how far the average moves the weights; 1 takes the average.
  public AdjointEstimator setOuterRate(double value) {
    set(outerRate(), value);
    return this;
  }

  /// Sets the momentum of the outer step, in [0, 1).
  public AdjointEstimator setOuterMomentum(double value) {
    set(outerMomentum(), value);
    return this;
  }
}
