package dev.adjoint.spark.sync;

import dev.adjoint.spark.cluster.ClusterFiles;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.CollectionAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/// What the driver hears of the workers while they train, see [Telling]. Each epoch is told once,
/// also when it is trained again after a worker was lost.
final class LiveProgress extends SparkListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveProgress.class);
  private static final String FILE = "epochs.csv";

  private final SparkContext context;
  private final Optional<ClusterFiles> figures;
  private final Consumer<SyncRecord> listener;
  private final TreeMap<Integer, SyncRecord> epochs = new TreeMap<>();
  private CollectionAccumulator<double[]> sent;
  private long heard;

  /// @param figures the folder for `epochs.csv`, if there is one
  /// @param listener gets each epoch once
  LiveProgress(
      JavaSparkContext context, Optional<ClusterFiles> figures, Consumer<SyncRecord> listener) {
    this.context = context.sc();
    this.figures = figures;
    this.listener = listener;
    this.sent = this.context.collectionAccumulator();
    this.context.addSparkListener(this);
  }

  /// The accumulator for workers that start now.
  synchronized CollectionAccumulator<double[]> start() {
    sent = context.collectionAccumulator();
    heard = 0;
    return sent;
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    int before = epochs.size();
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::read));
    if (epochs.size() > before) {
      write();
    }
  }

  private void read(AccumulableInfo info) {
    if (info.id() == sent.id()
        && info.update().isDefined()
        && info.update().get() instanceof List<?> messages) {
      for (Object each : messages) {
        if (each instanceof double[] message && Telling.number(message) > heard) {
          heard = Telling.number(message);
          Telling.read(message, this::hear, step -> LOG.info("{}", step.line()));
        }
      }
    }
  }

  private void hear(SyncRecord epoch) {
    if (epochs.putIfAbsent(epoch.epoch(), epoch) == null) {
      listener.accept(epoch);
    }
  }

  /// Hears the epochs of workers that have ended, as far as they were not told before.
  ///
  /// @return all epochs
  synchronized List<SyncRecord> end(List<SyncRecord> last) {
    last.forEach(this::hear);
    write();
    return List.copyOf(epochs.values());
  }

  private void write() {
    figures.ifPresent(folder -> folder.write(FILE, SyncRecord.csv(List.copyOf(epochs.values()))));
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
