package dev.adjoint.spark.sync;

import dev.adjoint.data.DataSet;
import dev.adjoint.distributed.DataParallel;
import dev.adjoint.distributed.GradientOrder;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.spark.rows.Chunk;
import dev.adjoint.spark.rows.PlannedModel;
import dev.adjoint.spark.rows.TensorValues;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/// Trains on the rows of a partition together with the tasks of all other partitions.
final class SyncTask extends AbstractFunction1<Iterator<Chunk>, Iterator<SyncResult>>
    implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(SyncTask.class);

  /// What all tasks get.
  ///
  /// @param saved what is trained
  /// @param held the samples to validate on
  /// @param checkpoint what a trainer saved; empty to begin at the start
  record SentRun(PlannedModel saved, Chunk held, byte[] checkpoint) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final Broadcast<SentRun> common;
  private final SerializableConfiguration files;
  private final String checkpoints;
  private final CollectionAccumulator<double[]> progress;
  private final int every;
  private final long timeoutSeconds;
  private final int epochSteps;

  /// @param files how the file systems are reached
  /// @param progress what is told to the driver while training runs
  /// @param epochSteps the steps of an epoch, by which the step size may change
  SyncTask(
      Broadcast<SentRun> common,
      SerializableConfiguration files,
      SyncPlan plan,
      CollectionAccumulator<double[]> progress,
      int epochSteps) {
    this.common = common;
    this.files = files;
    this.checkpoints = plan.checkpoints().orElse("");
    this.progress = progress;
    this.every = plan.checkpointSteps();
    this.timeoutSeconds = plan.timeout().toSeconds();
    this.epochSteps = epochSteps;
  }

  @Override
  public Iterator<SyncResult> apply(Iterator<Chunk> chunks) {
    List<Chunk> own = new ArrayList<>();
    CollectionConverters.asJava(chunks).forEachRemaining(own::add);
    BarrierTaskContext task = BarrierTaskContext.get();
    SyncResult result;
    try (TaskGroup group = TaskGroup.join(task, Duration.ofSeconds(timeoutSeconds));
        DataParallel parallel =
            DataParallel.of(group.collective()).with(GradientOrder.RING).withOwnSamples()) {
      result = train(parallel, Chunk.joined(own).dataSet());
    }
    return CollectionConverters.asScala(List.of(result).iterator());
  }

  private SyncResult train(DataParallel parallel, DataSet samples) {
    SavedModel saved = common.value().saved().saved();
    Layer network = saved.randomNetwork();
    Parameters parameters = Parameters.of(network);
    Optimizer optimizer =
        saved.architecture().optimizer(network, saved.settings().rule(OptionalInt.of(epochSteps)));
    List<SyncRecord> epochs = new ArrayList<>();
    try {
      Trainer trainer =
          Trainer.of(
                  network,
                  Objective.of(saved.preprocessing().target()).loss(),
                  optimizer,
                  samples,
                  saved.settings().options().withValidation(common.value().held().dataSet()))
              .sharedWith(parallel);
      String refused = resume(trainer);
      if (!refused.isEmpty()) {
        return new SyncResult(TensorValues.NONE, epochs, refused);
      }
      trainer.listen(clock(parallel, saved.settings().epochs(), epochs));
      if (parallel.rank() == 0 && !checkpoints.isEmpty()) {
        new SyncCheckpoints(ClusterFiles.of(checkpoints, configuration())).write(trainer, every);
      }
      trainer.listen(SyncTask::remark);
      trainer.listen(SyncTask::endWhereKilled);
      trainer.fit();
    } catch (DivergedException | IllegalArgumentException e) {
      return new SyncResult(TensorValues.NONE, epochs, String.valueOf(e.getMessage()));
    }
    return new SyncResult(
        parallel.rank() == 0 ? TensorValues.of(parameters.stateDict()) : TensorValues.NONE,
        epochs,
        "");
  }

  private Configuration configuration() {
    return files.value();
  }

  /// Goes on from the checkpoint, if there is one.
  ///
  /// @return why that cannot be; empty if it can
  private String resume(Trainer trainer) {
    byte[] content = common.value().checkpoint();
    if (content.length == 0) {
      return "";
    }
    try {
      Path file = Files.createTempFile("adjoint-resume", ".safetensors");
      try {
        Files.write(file, content);
        trainer.resume(Checkpoint.read(file));
        return "";
      } catch (IllegalArgumentException e) {
        return e.getMessage() + "; choose another folder for the checkpoints";
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "resume: no temporary file can be used on the machine of an executor", e);
    }
  }

  /// What measures the epochs; in worker 0 it tells the driver.
  private EpochClock clock(DataParallel parallel, int last, List<SyncRecord> epochs) {
    if (parallel.rank() != 0) {
      return new EpochClock(parallel, last, _ -> {}, _ -> {});
    }
    Telling telling = new Telling(progress);
    return new EpochClock(
        parallel,
        last,
        epoch -> {
          epochs.add(epoch);
          telling.tell(epoch);
        },
        telling::tell);
  }

  private static void remark(TrainEvent event) {
    if (event instanceof TrainEvent.Remark remark) {
      LOG.info("{}", remark.text());
    }
  }

  /// Ends a task that Spark wants to end, for instance because its job was cancelled. Spark only
  /// sets a mark; a task that did not look would train to its last epoch and keep its core.
  private static void endWhereKilled(TrainEvent event) {
    if (event instanceof TrainEvent.BatchDone) {
      BarrierTaskContext.get().killTaskIfInterrupted();
    }
  }
}
