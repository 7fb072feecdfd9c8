package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.network.OwnNetwork;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of networks that a file lists, or that a class of the user's makes.
final class ModelFileTest {

  @TempDir private Path folder;

  private String net(String layers) throws IOException {
    String text = "{\"layers\": [\n%s\n]}".formatted(layers.replace('\'', '"'));
    return Files.writeString(folder.resolve("net.json"), text).toString();
  }

  private Training animals(String layers) throws IOException {
    return Training.of(CsvTable.of(Samples.animals(folder), "kind"))
        .withModel(net(layers))
        .withEpochs(6);
  }

  @Test
  void theRunKeepsTheLayersAndNeedsTheFileNoMore() throws IOException {
    TrainingResult result =
        animals("{'layer': 'Linear', 'width': 8}, 'ReLU', {'layer': 'Linear', 'width': 'outputs'}")
            .run(folder.resolve("run"));
    Files.delete(folder.resolve("net.json"));
    TrainedModel loaded = TrainedModel.load(folder.resolve("run"));
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(loaded.predict(Map.of("weight", 4.2, "legs", 4, "home", "house")).text())
        .isEqualTo("cat");
    assertThat(loaded.saved().architecture()).isEqualTo(result.saved().architecture());
  }

  @Test
  void aStoppedRunThatIsResumedEndsInTheSameBits() throws IOException {
    Training training =
        animals(
            "{'layer': 'Linear', 'width': 8}, 'BatchNorm', 'ReLU', 'Dropout', {'layer': 'Linear', 'width': 'outputs'}");
    TrainingResult whole = training.run(folder.resolve("whole"));
    TrainingRun run = training.start(Optional.of(folder.resolve("broken")));
    run.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 5) {
        run.stop();
      }
    });
    assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    run.close();
    try (TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty())) {
      assertThat(rest.run().weightsSha256()).isEqualTo(whole.weightsSha256());
    }
  }

  @Test
  void greyImagesAreImagesOfOneChannel() throws IOException {
    TrainingResult result =
        Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 60, 0.1))
            .withModel(
                net(
                    "{'layer': 'Conv2d', 'channels': 2, 'stride': 2}, 'ReLU', 'Flatten', {'layer': 'Linear', 'width': 'outputs'}"))
            .withEpochs(1)
            .withEnsemble(2)
            .run(folder.resolve("run"));
    assertThat(TrainedModel.load(folder.resolve("run")).evaluateHeldOut().figures())
        .isEqualTo(result.validation());
  }

  @Test
  void textsAreReadAsWords() throws IOException {
    StringBuilder rows = new StringBuilder("text,kind\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "a warm sunny day " : "rain and cold wind ")
          .append(i)
          .append(i % 2 == 0 ? ",fair\n" : ",foul\n");
    }
    Path file = Files.writeString(folder.resolve("t.csv"), rows);
    TrainingResult result =
        Training.of(CsvTexts.of(file, "text", "kind"))
            .withModel(
                net(
                    "{'layer': 'Embedding', 'width': 8}, {'layer': 'GRU', 'width': 8}, 'MaxOverTime', {'layer': 'Linear', 'width': 'outputs'}"))
            .withRate(0.02)
            .withEpochs(10)
            .run(folder.resolve("run"));
    assertThat(result.validation().metrics()).containsEntry("accuracy", 1.0);
    assertThat(TrainedModel.load(folder.resolve("run")).predict(Map.of("text", "cold rain")).text())
        .isEqualTo("foul");
  }

  @Test
  void layersThatDoNotFitTheDataAreNamedBeforeAFolderIsMade() throws IOException {
    Training training = animals("'MaxPool2d', 'Flatten', {'layer': 'Linear', 'width': 'outputs'}");
    assertThatThrownBy(() -> training.run(folder.resolve("run")))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "model .*net.json, line 2, column 1: layers\\[0], MaxPool2d, reads images but gets a vector of \\d numbers; put it before the layer that makes vectors, or use another layer");
    assertThat(folder.resolve("run")).doesNotExist();
    Training other =
        animals("{'layer': 'Linear', 'width': 'outputs'}").withNetworkOption("width", "3");
    assertThatThrownBy(() -> other.run(folder.resolve("run")))
        .isInstanceOf(DataException.class)
        .hasMessage("network: the model layers has no option --width; it has none");
  }

  @Test
  void aDamagedListInModelJsonIsNamed() throws IOException {
    animals("{'layer': 'Linear', 'width': 'outputs'}").withEpochs(1).run(folder.resolve("run"));
    Path model = folder.resolve("run/model.json");
    Files.writeString(model, Files.readString(model).replace("\"Linear\"", "\"Linar\""));
    assertThatThrownBy(() -> TrainedModel.load(folder.resolve("run")))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "model: %s is damaged: model model.json.architecture.layers: there is no layer \"Linar\"; did you mean Linear?; train the model again"
                .formatted(model));
  }

  /// A network in Java, declared in `META-INF/services`.
  public static final class TwoLayers implements OwnNetwork {

    @Override
    public Layer build(InputForm form, int outputs, RandomGenerator random) {
      return Sequential.of(
          new Flatten(),
          Linear.of(form.shape().count(), 6, random),
          Activation.TANH,
          Linear.of(6, outputs, random));
    }
  }

  @Test
  void aDeclaredClassIsTrainedAndLoaded() throws IOException {
    TrainingResult result =
        Training.of(CsvTable.of(Samples.animals(folder), "kind"))
            .withModel(TwoLayers.class.getName())
            .withEpochs(3)
            .run(folder.resolve("run"));
    TrainedModel loaded = TrainedModel.load(folder.resolve("run"));
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(loaded.network().toString()).contains("Tanh");
  }

  @Test
  void anotherClassIsNeverLoaded() throws IOException {
    Training training =
        Training.of(CsvTable.of(Samples.animals(folder), "kind")).withModel("java.lang.Runtime");
    assertThatThrownBy(() -> training.run(folder.resolve("run")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: there is no declared class java.lang.Runtime; put it on the class path (ADJOINT_CLASSPATH) with a line of its name in META-INF/services/dev.adjoint.pipeline.network.OwnNetwork; declared are: dev.adjoint.pipeline.ModelFileTest$TwoLayers");
  }
}
