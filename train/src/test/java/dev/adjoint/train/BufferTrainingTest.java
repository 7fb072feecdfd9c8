package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Buffers, here running statistics, through checkpoints and the choice of the best model.
@Tag("tiny")
class BufferTrainingTest {

  private static final long SEED = 6;

  @TempDir private Path folder;

  private static Sequential model() {
    var random = RandomStream.of(SEED, "weights");
    return Sequential.of(
        Linear.of(2, 8, random), BatchNorm1d.of(8), Activation.RELU, Linear.of(8, 2, random));
  }

  private static Trainer trainer(Sequential model, Schedule rate) {
    Split data =
        GeneratedSet.MOONS
            .draw(200, 0.1, RandomStream.of(SEED, "data"))
            .split(0.25, RandomStream.of(SEED, "split"));
    return Trainer.of(
        model,
        new CrossEntropyLoss(),
        Optimizer.of(Parameters.of(model), new Sgd(rate, 0, 0, 0, false)),
        data.training(),
        options(4, data));
  }

  private static double batches(Sequential model) {
    return Objects.requireNonNull(Parameters.of(model).stateDict().get("1.num_batches_tracked"))
        .item();
  }

  private static String digest(Sequential model) {
    return Digest.sha256(Parameters.of(model).stateDict());
  }

  @Test
  void aResumedRunHasTheRunningStatisticsOfAnUnbrokenOne() throws IOException {
    Sequential unbroken = model();
    trainer(unbroken, Schedule.constant(0.05)).fit();

    Trainer broken = trainer(model(), Schedule.constant(0.05));
    int[] steps = {0};
    broken.listen(event -> {
      if (event instanceof TrainEvent.BatchDone && ++steps[0] == 13) {
        broken.stop();
      }
    });
    broken.fit();
    Path file = folder.resolve("checkpoint.safetensors");
    broken.checkpoint().write(file);

    Sequential resumed = model();
    Trainer trainer = trainer(resumed, Schedule.constant(0.05));
    trainer.resume(Checkpoint.read(file));
    trainer.fit();
    assertThat(digest(resumed)).isEqualTo(digest(unbroken));
    assertThat(batches(resumed)).isPositive();
  }

  @Test
  void theBestModelKeepsTheRunningStatisticsOfItsEpoch() {
    // A rate far too high after an epoch of ten batches: that one stays the best.
    Sequential model = model();
    Trainer trainer = trainer(model, step -> step <= 10 ? 0.1 : 1000);
    Best best = trainer.fit().best();
    Map<String, Tensor> state = Parameters.of(model).stateDict();
    assertThat(best.epoch()).isEqualTo(1);
    assertThat(Digest.sha256(state)).isEqualTo(Digest.sha256(best.weights()));
    assertThat(batches(model)).isEqualTo(10);
  }

  @Test
  void aCheckpointLeavesTheNamesThatAnotherModelGave() throws IOException {
    record Wrapper(Sequential backbone) {}
    Sequential model = model();
    Trainer trainer = trainer(model, Schedule.constant(0.05));
    Parameters.of(new Wrapper(model)).setNames();
    trainer.fit();
    trainer.checkpoint().write(folder.resolve("names.safetensors"));
    assertThat(Parameters.of(model).list().getFirst().name()).isEqualTo("backbone.0.weight");
  }

  private static TrainOptions options(int epochs, Split data) {
    return TrainOptions.ofEpochs(epochs)
        .withBatch(16)
        .withSeed(SEED)
        .withValidation(data.validation())
        .withMetrics(new Accuracy());
  }
}
