package dev.adjoint.studio.draw;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.train.TrainEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trains a model of digits in the background, as `adjoint train --set digits --epochs 6` does,
/// into a folder of its own among the runs. One at a time.
final class DigitTraining implements AutoCloseable {

  private static final int EPOCHS = 6;

  private final Path root;
  private Optional<Thread> thread = Optional.empty();
  private volatile @Nullable TrainingRun run;
  private volatile double share;
  private volatile int epoch;
  private volatile String accuracy = "";
  private volatile String failure = "";
  private volatile String name = "";

  DigitTraining(Path root) {
    this.root = root;
  }

  /// The command that does the same.
  static String command() {
    return "adjoint train --set digits --epochs " + EPOCHS;
  }

  /// Begins, if none is on its way.
  synchronized void start() {
    if (isRunning()) {
      return;
    }
    Path folder = root.resolve("digits");
    for (int number = 2; Files.exists(folder); number++) {
      folder = root.resolve("digits-" + number);
    }
    Path free = folder;
    name = String.valueOf(free.getFileName());
    share = 0;
    epoch = 0;
    accuracy = "";
    failure = "";
    thread =
        Optional.of(Thread.ofPlatform().daemon().name("studio-digits").start(() -> train(free)));
  }

  private void train(Path folder) {
    try (TrainingRun started =
        Training.of(GeneratedSamples.of(GeneratedSet.DIGITS))
            .withEpochs(EPOCHS)
            .start(Optional.of(folder))) {
      run = started;
      int[] batches = {1};
      started.listen(event -> {
        switch (event) {
          case TrainEvent.Started begun -> batches[0] = begun.batches().orElse(1);
          case TrainEvent.BatchDone batch ->
              share = batch.progress().step() / (double) (batches[0] * EPOCHS);
          case TrainEvent.EpochDone done -> {
            epoch = done.record().epoch();
            Double value = done.record().latest().metrics().get("accuracy");
            accuracy = value == null ? "" : NumberText.fixed(100 * value, 1) + " %";
          }
          default -> {
            // Remarks are for the command line.
          }
        }
      });
      started.run();
    } catch (DataException | RunException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      run = null;
    }
  }

  synchronized boolean isRunning() {
    return thread.filter(Thread::isAlive).isPresent();
  }

  /// Whether the run of this name is being written.
  synchronized boolean isWriting(String other) {
    return isRunning() && name.equals(other);
  }

  /// How far it is; empty before the first start.
  Map<String, Object> progress() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!name.isEmpty()) {
      map.put("name", name);
      map.put("running", isRunning());
      map.put("share", share);
      map.put("epoch", epoch);
      map.put("epochs", EPOCHS);
      map.put("accuracy", accuracy);
      map.put("failure", failure);
    }
    return map;
  }

  @Override
  public void close() {
    TrainingRun running = run;
    if (running != null) {
      running.stop();
    }
  }
}
