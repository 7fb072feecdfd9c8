package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network starts from the weights of another training; what does not fit is refused.
final class StartingWeightsTest {

  private static final Training SMALL =
      Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 60, 0.1))
          .withModel("cnn")
          .withNetworkOption("width", "2")
          .withNetworkOption("depth", "2")
          .withBatch(16)
          .withEpochs(2);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void trainOnce() {
    SMALL.run(folder.resolve("before"));
    file = folder.resolve("before/model.safetensors");
  }

  private static Tensor weight(TrainingResult result, String name) {
    return tensor(Parameters.of(result.network()).stateDict(), name);
  }

  private static Tensor tensor(Map<String, Tensor> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Test
  void frozenWeightsStayAndTheLastLayerStartsAnew() throws IOException {
    Map<String, Tensor> before = Safetensors.read(file).tensors();
    TrainingResult result =
        SMALL.withSeed(2).withStart(file).withFreeze("features.0.*").run(folder.resolve("after"));
    assertThat(
            weight(result, "features.0.weight").contentEquals(tensor(before, "features.0.weight")))
        .isTrue();
    assertThat(
            weight(result, "features.4.weight").contentEquals(tensor(before, "features.4.weight")))
        .isFalse();
    try (TrainingRun run =
        SMALL.withSeed(2).withStart(file).start(Optional.of(folder.resolve("again")))) {
      assertThat(run.start())
          .contains(
              "12 of the 14 tensors in model.safetensors are used; linear.* starts from new weights");
      Map<String, Tensor> now = Parameters.of(run.network()).stateDict();
      assertThat(
              tensor(now, "features.4.weight").contentEquals(tensor(before, "features.4.weight")))
          .isTrue();
      assertThat(tensor(now, "linear.weight").contentEquals(tensor(before, "linear.weight")))
          .isFalse();
    }
  }

  @Test
  void aStoppedRunEndsInTheSameBits() {
    Training training = SMALL.withSeed(3).withStart(file).withFreeze("features.0.weight");
    String whole = training.run(folder.resolve("whole")).weightsSha256();
    try (TrainingRun run = training.start(Optional.of(folder.resolve("broken")))) {
      run.listen(event -> {
        if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 2) {
          run.stop();
        }
      });
      run.fit();
    }
    try (TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty())) {
      assertThat(rest.run().weightsSha256()).isEqualTo(whole);
    }
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> SMALL.withNetworkOption("width", "3").withStart(file).run(out))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "start from: the weights in %s do not fit the model: features.0.weight is [3, 1, 3, 3] in the model but [2, 1, 3, 3] in the weights, ",
            file)
        .hasMessageEndingWith(
            "; choose the model and the sizes that they were made for with --model, --depth and --width");
    assertThatThrownBy(() -> SMALL.withStart(file).withFreeze("layer1.*").run(out))
        .hasMessage(
            "freeze: 'layer1.*' chooses no parameter; there are: features.0.weight, features.1.weight, features.1.bias, features.4.weight, features.5.weight, features.5.bias, linear.weight, linear.bias");
    assertThatThrownBy(() -> SMALL.withStart(file).withFreeze("*").run(out))
        .hasMessage(
            "freeze: '*' chooses all 8 parameters, so nothing would be learnt; leave the last layer out");
    assertThatThrownBy(() -> SMALL.withFreeze("*").run(out))
        .hasMessage(
            "network: --freeze keeps weights of another training, but there is no --start-from; name their file, or leave out --freeze");
    assertThatThrownBy(() -> SMALL.withStart(folder.resolve("no.safetensors")).run(out))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("start from: ");
    assertThat(out).doesNotExist();
  }
}
