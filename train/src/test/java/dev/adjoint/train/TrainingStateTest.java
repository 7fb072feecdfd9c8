package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.SeededRandom;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.LoadReport;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saving and loading in a loop of your own.
@Tag("tiny")
class TrainingStateTest {

  @TempDir private Path folder;

  /// A loop of your own.
  private static final class Loop {
    private final Sequential model;
    private final Optimizer optimizer;
    private final SeededRandom random = new SeededRandom(8);
    private final TrainingState state;

    Loop(int width, double rate) {
      var weights = RandomStream.of(1, "weights");
      model =
          Sequential.of(
              Linear.of(2, width, weights),
              Activation.TANH,
              new Dropout(0.2),
              Linear.of(width, 2, weights));
      optimizer = Optimizer.of(model, new Adam(Schedule.cosine(rate, 0, 40)));
      state = TrainingState.of(model, optimizer).with("dropout", random);
    }

    void train(Progress from, int steps) {
      DataSet moons = GeneratedSet.MOONS.draw(400, 0.1, RandomStream.of(1, "data"));
      int left = steps;
      for (Batch batch : Batches.shuffled(moons, 10, 1).epoch(from.epoch(), from.batch())) {
        if (left-- == 0) {
          return;
        }
        optimizer.zeroGrad();
        new CrossEntropyLoss()
            .of(model.forward(batch.features(), new Pass.Training(random)), batch.target())
            .backward();
        optimizer.step();
      }
    }

    String digest() {
      return Digest.sha256(Parameters.of(model).stateDict());
    }
  }

  @Test
  void aLoopGoesOnToTheSameBits() throws IOException {
    Loop unbroken = new Loop(6, 0.05);
    unbroken.train(Progress.START, 30);

    Loop broken = new Loop(6, 0.05);
    broken.train(Progress.START, 13);
    Path file = folder.resolve("state.safetensors");
    broken.state.save(file, new Progress(0, 13, 13));

    Loop resumed = new Loop(6, 0.05);
    Progress progress = resumed.state.load(file);
    assertThat(progress).isEqualTo(new Progress(0, 13, 13));
    resumed.train(progress, 17);
    assertThat(resumed.digest()).isEqualTo(unbroken.digest());
    assertThat(resumed.optimizer.steps()).isEqualTo(30);
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() throws IOException {
    Path file = folder.resolve("state.safetensors");
    new Loop(6, 0.05).state.save(file, Progress.START);
    Loop other = new Loop(7, 0.05);
    String before = other.digest();
    assertThatThrownBy(() -> other.state.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("load: the weights do not fit the model: 0.weight is [7, 2]");
    assertThat(other.digest()).isEqualTo(before);
    assertThatThrownBy(() -> new Loop(6, 0.1).state.load(file))
        .hasMessageStartingWith("load: the training state was saved with the optimizer Adam[");
    TrainingState without = TrainingState.of(other.model, other.optimizer);
    assertThatThrownBy(() -> without.load(file))
        .hasMessage(
            "load: the training state has the random generators [dropout] but there are now []; use the same names");
  }

  @Test
  void weightsAreSavedAndLoadedInOneLine() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Loop trained = new Loop(6, 0.05);
    trained.train(Progress.START, 5);
    Weights.save(trained.model, file);
    Loop fresh = new Loop(6, 0.05);
    Weights.load(fresh.model, file);
    assertThat(fresh.digest()).isEqualTo(trained.digest());
  }

  @Test
  void everyNameThatDoesNotFitIsListed() throws IOException {
    Path file = folder.resolve("model.safetensors");
    var random = RandomStream.of(1, "weights");
    Linear[] many = new Linear[10];
    for (int i = 0; i < many.length; i++) {
      many[i] = Linear.of(2, 2, random);
    }
    Weights.save(many, file);
    Loop loop = new Loop(6, 0.05);
    String before = loop.digest();
    assertThatThrownBy(() -> Weights.load(loop.model, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.weight is [6, 2] in the model but [2, 2] in the weights")
        .hasMessageContaining("9.weight [2, 2] is not in the model")
        .hasMessageContaining("9.bias [2] is not in the model");
    assertThat(loop.digest()).isEqualTo(before);
    LoadReport report = Weights.loadMatching(loop.model, file);
    assertThat(report.unexpected()).hasSize(16);
    assertThat(report.missing()).isEmpty();
    assertThat(report.misshapen()).hasSize(3);
    assertThat(loop.digest()).isNotEqualTo(before);
  }
}
