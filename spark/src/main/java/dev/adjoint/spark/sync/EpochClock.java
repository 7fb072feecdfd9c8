package dev.adjoint.spark.sync;

import dev.adjoint.distributed.DataParallel;
import dev.adjoint.train.TrainEvent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures the epochs of a worker and exchanges what the workers measured, also within a long
/// epoch: after every so many steps, because all workers must take part.
final class EpochClock implements Consumer<TrainEvent> {

  private static final int EVERY = 100;

  private final DataParallel parallel;
  private final int epochs;
  private final Consumer<SyncRecord> listener;
  private final Consumer<StepRecord> steady;
  private long started = System.nanoTime();
  private double waitedBefore;
  private long samples;
  private long steps;
  private double seconds;
  private double waited;

  /// @param listener gets the figures of each epoch, the same in all workers
  /// @param steady gets the figures of an epoch so far after every [#EVERY] steps
  EpochClock(
      DataParallel parallel,
      int epochs,
      Consumer<SyncRecord> listener,
      Consumer<StepRecord> steady) {
    this.parallel = parallel;
    this.epochs = epochs;
    this.listener = listener;
    this.steady = steady;
  }

  @Override
  public void accept(@Nullable TrainEvent event) {
    switch (event) {
      case TrainEvent.Started _ -> begin();
      case TrainEvent.BatchDone done -> {
        samples += done.samples();
        steps = done.progress().step();
        seconds = (System.nanoTime() - started) / 1e9;
        waited = parallel.communication().waitedSeconds() - waitedBefore;
        if (steps % EVERY == 0) {
          tell(done);
        }
      }
      case TrainEvent.EpochDone done -> {
        end(done);
        begin();
      }
      case null, default -> {
        // Nothing is measured.
      }
    }
  }

  private void begin() {
    started = System.nanoTime();
    waitedBefore = parallel.communication().waitedSeconds();
    samples = 0;
  }

  private void tell(TrainEvent.BatchDone done) {
    List<double[]> all = parallel.gather(new double[] {seconds, waited});
    steady.accept(
        new StepRecord(
            done.progress().epoch() + 1,
            epochs,
            steps,
            done.running().loss(),
            Arrays.stream(shares(all)).average().orElse(0),
            speeds(all)));
  }

  private void end(TrainEvent.EpochDone done) {
    List<double[]> all = parallel.gather(new double[] {seconds, waited});
    listener.accept(
        new SyncRecord(
            done.record().epoch(),
            epochs,
            steps,
            done.record().training().loss(),
            done.record().latest().loss(),
            samples,
            all.stream().mapToDouble(each -> each[0]).max().orElse(0),
            shares(all),
            speeds(all)));
  }

  /// The part of its time that each worker waited.
  private static double[] shares(List<double[]> all) {
    return all.stream().mapToDouble(each -> each[1] / each[0]).toArray();
  }

  /// The samples per second of each worker while it computed.
  private double[] speeds(List<double[]> all) {
    double own = (double) samples / all.size();
    return all.stream().mapToDouble(each -> own / (each[0] - each[1])).toArray();
  }
}
