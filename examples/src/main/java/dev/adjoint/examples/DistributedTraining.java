package dev.adjoint.examples;

import module dev.adjoint.data;
import module dev.adjoint.distributed;
import module dev.adjoint.nn;
import module dev.adjoint.train;

import dev.adjoint.formats.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Trains a network on a table or on images by as many processes as there are: under `mpirun`, as
/// pods of a Kubernetes job, or alone. The weights do not depend on how many there are.
public final class DistributedTraining {

  /// Each step has so many batches, which the processes share.
  private static final int BATCHES = 4;

  private static final long SEED = 1;

  private DistributedTraining() {}

  /// Trains.
  ///
  /// @param args `FOLDER DATA TARGET EPOCHS EVERY`: where checkpoints and the model are written, a
  ///   CSV file with its column to predict or a folder with IDX files and `-`, the number of
  ///   epochs, and after how many steps a checkpoint is written
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Split data = data(Path.of(args[1]), args[2]);
    int epochs = Integer.parseInt(args[3]);
    long every = Long.parseLong(args[4]);
    try (DataParallel parallel = DataParallel.of(ProcessGroup.join())) {
      run(folder, data, epochs, every, parallel);
    }
  }

  private static Split data(Path source, String target) {
    Holdout holdout = Holdout.random(0.2, SEED);
    return Files.isDirectory(source)
        ? Prepared.images(source, holdout).split()
        : Prepared.table(TableReader.read(source), TableOptions.target(target), holdout).split();
  }

  private static Sequential model(Split data) {
    DataSet samples = data.training();
    int inputs = samples.featureShape().count();
    var random = RandomStream.of(SEED, "weights");
    return Sequential.of(
        new Flatten(),
        Linear.of(inputs, 64, random),
        Activation.RELU,
        Linear.of(64, samples.classes().size(), random));
  }

  private static void run(Path folder, Split data, int epochs, long every, DataParallel parallel)
      throws IOException {
    // @start region="train"
    Sequential model = model(data);
    TrainOptions options =
        TrainOptions.ofEpochs(epochs)
            .withBatch(16)
            .withAccumulation(BATCHES)
            .withSeed(SEED)
            .withMetrics(new Accuracy())
            .withValidation(data.validation());
    Optimizer optimizer = Optimizer.of(model, new Adam(0.003));
    Trainer trainer =
        Trainer.of(model, new CrossEntropyLoss(), optimizer, data.training(), options)
            .sharedWith(parallel);
    Checkpoints checkpoints = new Checkpoints(folder, every);
    long done = checkpoints.resume(trainer, parallel);
    checkpoints.write(trainer, parallel);
    // @end
    say(parallel, "%d of %d, after step %d", parallel.rank(), parallel.size(), done);
    if (parallel.rank() == 0) {
      trainer.listen(event -> {
        if (event instanceof TrainEvent.EpochDone epoch) {
          say(parallel, "%s", epoch.record());
        }
      });
    }
    trainer.fit();
    Communication cost = parallel.communication();
    say(
        parallel,
        "%.1f MB of gradients, %.2f s in the collective, %.2f s of waiting for it",
        cost.bytes() / 1e6,
        cost.busySeconds(),
        cost.waitedSeconds());
    if (parallel.rank() == 0) {
      Files.createDirectories(folder);
      Weights.save(model, folder.resolve("model.safetensors"));
    }
    say(parallel, "weights %s", Digest.sha256(Parameters.of(model).stateDict()));
  }

  private static void say(DataParallel parallel, String text, Object... values) {
    System.out.printf("process %d: %s%n", parallel.rank(), text.formatted(values));
  }
}
