package dev.adjoint.spark.sync;

import dev.adjoint.distributed.DataParallel;
import dev.adjoint.train.TrainEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures the epochs of a worker and exchanges what the workers measured.
final class EpochClock implements Consumer<TrainEvent> {

  private final DataParallel parallel;
  private final int epochs;
  private final Consumer<SyncRecord> listener;
  private long started = System.nanoTime();
  private double waitedBefore;
  private long samples;
  private long steps;
  private double seconds;
  private double waited;

  /// @param listener gets the figures of each epoch, the same in all workers
  EpochClock(DataParallel parallel, int epochs, Consumer<SyncRecord> listener) {
    this.parallel = parallel;
    this.epochs = epochs;
    this.listener = listener;
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

  private void end(TrainEvent.EpochDone done) {
    List<double[]> all = parallel.gather(new double[] {seconds, waited});
    double longest = all.stream().mapToDouble(each -> each[0]).max().orElse(0);
    double own = (double) samples / all.size();
    listener.accept(
        new SyncRecord(
            done.record().epoch(),
            epochs,
            steps,
            done.record().training().loss(),
            done.record().latest().loss(),
            samples,
            longest,
            all.stream().mapToDouble(each -> each[1] / each[0]).toArray(),
            all.stream().mapToDouble(each -> own / (each[0] - each[1])).toArray()));
  }
}
