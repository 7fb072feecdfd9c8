package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("tiny")
class TrainerTest {

  private static final long SEED = 5;

  @TempDir private Path folder;

  private record Run(Sequential model, Trainer trainer) {
    String digest() {
      return Digest.sha256(Parameters.of(model).stateDict());
    }
  }

  private static Run run(int epochs, UpdateRule rule) {
    var random = RandomStream.of(SEED, "weights");
    Sequential model =
        Sequential.of(
            Linear.of(2, 16, random), Activation.TANH, new Dropout(0.1), Linear.of(16, 2, random));
    Split data =
        GeneratedSet.MOONS
            .draw(200, 0.1, RandomStream.of(SEED, "data"))
            .split(0.25, RandomStream.of(SEED, "split"));
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(Parameters.of(model), rule),
            data.training(),
            options(epochs, data));
    return new Run(model, trainer);
  }

  @Test
  void twoMoonsAreLearnt() {
    Run run = run(30, new Adam(0.02));
    run.trainer().fit();
    assertThat(run.trainer().history()).hasSize(30);
    assertThat(run.trainer().history().getLast().latest().metric("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() {
    int before = Backend.threads();
    List<String> digests = new ArrayList<>();
    try {
      for (int threads : new int[] {1, 2, 3}) {
        Backend.threads(threads);
        Run run = run(3, new Adam(0.02));
        run.trainer().fit();
        digests.add(run.digest());
      }
    } finally {
      Backend.threads(before);
    }
    assertThat(digests).containsOnly(digests.getFirst());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 25})
  void aResumedRunEndsInTheSameBits(int steps) throws IOException {
    Run unbroken = run(4, new Adam(0.02));
    unbroken.trainer().fit();

    Run broken = run(4, new Adam(0.02));
    stopAfter(broken.trainer(), steps);
    assertThat(broken.trainer().fit().ending()).isEqualTo(TrainEvent.Ending.INTERRUPTED);
    Path file = folder.resolve("checkpoint.safetensors");
    broken.trainer().checkpoint().write(file);

    Run resumed = run(4, new Adam(0.02));
    resumed.trainer().resume(Checkpoint.read(file));
    resumed.trainer().fit();

    assertThat(resumed.digest()).isEqualTo(unbroken.digest());
    assertThat(resumed.trainer().history()).isEqualTo(unbroken.trainer().history());
  }

  @Test
  void aFinishedRunThatIsGivenMoreEpochsEndsInTheBitsOfALongOne() throws IOException {
    Run longer = run(9, new Adam(1));
    longer.trainer().fit();

    Run finished = run(7, new Adam(1));
    int best = finished.trainer().fit().best().epoch();
    assertThat(best)
        .as("the last epoch is not the best one, or this would prove little")
        .isLessThan(7);
    Path file = folder.resolve("checkpoint.safetensors");
    finished.trainer().checkpoint().write(file);

    Run more = run(9, new Adam(1));
    more.trainer().resume(Checkpoint.read(file));
    more.trainer().fit();

    assertThat(more.digest()).isEqualTo(longer.digest());
    assertThat(more.trainer().history()).isEqualTo(longer.trainer().history());
  }

  private static void stopAfter(Trainer trainer, int steps) {
    trainer.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == steps) {
        trainer.stop();
      }
    });
  }

  @Test
  void aCheckpointOfAnotherRunIsRefusedAndChangesNothing() {
    Run one = run(1, new Adam(0.02));
    one.trainer().fit();
    Run other = run(1, new Adam(0.03));
    String before = other.digest();
    assertThatThrownBy(() -> other.trainer().resume(one.trainer().checkpoint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "resume: the checkpoint is from another run: optimizer was Adam[rate=0.02, beta1=0.9,"
                + " beta2=0.999, epsilon=1.0E-8, weightDecay=0.0] and is now Adam[rate=0.03,"
                + " beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0]; resume with the same"
                + " data and options, or start a new run without --resume");
    assertThat(other.digest()).isEqualTo(before);
  }

  @Test
  void aCheckpointCutShortIsRefused() throws IOException {
    Run run = run(1, new Adam(0.02));
    run.trainer().fit();
    Path file = folder.resolve("checkpoint.safetensors");
    run.trainer().checkpoint().write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is cut short or too long");
  }

  @Test
  void aLossThatIsNotFiniteStopsTraining() {
    Run run = run(50, new Sgd(3e38));
    assertThatThrownBy(() -> run.trainer().fit())
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "train: the loss became (NaN|Infinity) at epoch \\d+, batch \\d+ \\(step \\d+\\) with"
                + " Sgd\\[rate=3.0E38, .*\\]; lower the rate, or check the data for huge values");
  }

  @Test
  void theModelEndsWithItsBestWeights() {
    Run run = run(40, new Sgd(2.0));
    TrainEvent.Finished finished = run.trainer().fit();
    double lowest =
        run.trainer().history().stream().mapToDouble(r -> r.latest().loss()).min().orElse(0);
    assertThat(finished.best().value()).isEqualTo(lowest);
    assertThat(run.digest()).isEqualTo(Digest.sha256(finished.best().weights()));
  }

  /// A model that is not a record and has no text of its own.
  private static final class Handmade implements Layer {
    private final Linear only = Linear.of(2, 2, RandomStream.of(SEED, "weights"));

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return only.forward(x);
    }

    @Override
    public Map<String, Object> parts() {
      return Map.of("only", only);
    }
  }

  private static Trainer trainer(Layer model, Loss loss) {
    Split data =
        GeneratedSet.MOONS
            .draw(40, 0.1, RandomStream.of(SEED, "data"))
            .split(0.25, RandomStream.of(SEED, "split"));
    return Trainer.of(
        model,
        loss,
        Optimizer.of(Parameters.of(model), new Sgd(0.1)),
        data.training(),
        options(2, data));
  }

  @Test
  void aModelWithoutATextOfItsOwnCanBeResumed() {
    Trainer first = trainer(new Handmade(), new CrossEntropyLoss());
    stopAfter(first, 1);
    first.fit();
    Trainer second = trainer(new Handmade(), new CrossEntropyLoss());
    second.resume(first.checkpoint());
    assertThat(second.fit().ending()).isEqualTo(TrainEvent.Ending.COMPLETED);
  }

  @Test
  void aValidationLossThatIsNeverFiniteIsSaidSo() {
    Loss nanInValidation =
        (input, target) ->
            new CrossEntropyLoss().of(input, target).multiply(input.isTracked() ? 1 : Double.NaN);
    assertThatThrownBy(() -> trainer(new Handmade(), nanInValidation).fit())
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            "train: the validation loss was not a finite number after any of 2 epochs with Sgd[");
  }

  private static TrainOptions options(int epochs, Split data) {
    return TrainOptions.ofEpochs(epochs)
        .withBatch(16)
        .withSeed(SEED)
        .withValidation(data.validation())
        .withMetrics(new Accuracy());
  }
}
