package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.text.TextOptions.Tokens;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Texts in the columns of a table: every network, prediction, evaluation, resuming, and what
/// cannot be used.
final class TextTrainingTest {

  private static final List<String> NETWORKS =
      List.of("bag", "textcnn", "lstm", "gru", "transformer");

  private static final List<String> SUNNY = List.of("sun", "warm", "bright", "清", "晴", "clear sky");
  private static final List<String> RAINY = List.of("rain", "wet", "cloud", "雨", "陰", "cold wind");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTexts() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("id,note,more,weather\n");
    for (int i = 0; i < 120; i++) {
      List<String> words = i % 2 == 0 ? SUNNY : RAINY;
      text.append(i).append(",\"today ");
      for (int word = 0; word < 3; word++) {
        text.append(words.get(random.nextInt(words.size()))).append(word == 1 ? ", " : " ");
      }
      text.append("\",again,").append(i % 2 == 0 ? "sunny" : "rainy").append('\n');
    }
    file = Files.writeString(folder.resolve("notes.csv"), text);
  }

  /// A small network of the kind.
  private Training training(String model) {
    Training training =
        Training.of(CsvTexts.of(file, "note", "weather"))
            .withModel(model)
            .withEpochs(3)
            .withBatch(8)
            .withPatience(0)
            .withRate(0.01);
    return model.equals("bag") ? training : training.withNetworkOption("width", "16");
  }

  @TestFactory
  Stream<DynamicTest> everyNetworkLearnsAndAnswersFromItsFolder() {
    return NETWORKS.stream()
        .map(model ->
            DynamicTest.dynamicTest(
                model,
                () -> {
                  Path out = folder.resolve(model);
                  TrainingResult result = training(model).withEpochs(6).run(out);
                  assertThat(result.validation().metric("accuracy")).isGreaterThan(0.9);
                  TrainedModel loaded = TrainedModel.load(out);
                  assertThat(loaded.saved()).isEqualTo(result.saved());
                  assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
                  Prediction.OfClass answer =
                      (Prediction.OfClass) loaded.predict(Map.of("note", "rain and cold wind, 雨"));
                  assertThat(answer.label()).isEqualTo("rainy");
                  assertThat(loaded.predict(file)).hasSize(120);
                  assertThat(loaded.evaluate(file).samples()).isEqualTo(120);
                  Predictions both =
                      loaded.predict(
                          List.of(
                              Map.of("note", "warm sun"), Map.of("note", "rain and cold wind, 雨")));
                  assertThat(both.get(1)).isEqualTo(answer);
                }));
  }

  @TestFactory
  Stream<DynamicTest> aResumedRunEndsInTheSameBits() {
    return NETWORKS.stream()
        .map(model ->
            DynamicTest.dynamicTest(
                model,
                () -> {
                  String whole =
                      training(model).run(folder.resolve(model + "-whole")).weightsSha256();
                  Path out = folder.resolve(model + "-broken");
                  try (TrainingRun run = training(model).start(Optional.of(out))) {
                    run.listen(event -> {
                      if (event instanceof TrainEvent.BatchDone done
                          && done.progress().step() == 17) {
                        run.stop();
                      }
                    });
                    run.fit();
                  }
                  try (TrainingRun run = TrainingRun.resume(out, Optional.empty())) {
                    assertThat(run.run().weightsSha256()).isEqualTo(whole);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyNetworkHasAsManyWeightsAsItSaysAndComesBackFromItsMap() {
    InputForm form = new InputForm.Tokens(11, 37);
    return NETWORKS.stream()
        .map(model ->
            DynamicTest.dynamicTest(
                model,
                () -> {
                  NetworkPlan plan = NetworkPlan.FREE.withModel(model);
                  if (!model.equals("bag")) {
                    plan = plan.with("width", "48");
                  }
                  if (!List.of("bag", "textcnn").contains(model)) {
                    plan = plan.with("depth", "3");
                  }
                  Architecture made = plan.architecture("bag", form, 5);
                  var layer = made.build(new SplittableRandom(1));
                  assertThat(made.weightCount()).isEqualTo(Parameters.of(layer).count());
                  assertThat(ArchitectureKind.read(new PlainMap("a", made.toMap())))
                      .isEqualTo(made);
                  Tensor tokens = Tensor.randint(Shape.of(4, 11), 0, 37, new SplittableRandom(2));
                  Tensor y = layer.forward(tokens, Pass.INFERENCE);
                  assertThat(y.shape()).isEqualTo(Shape.of(4, 5));
                  Tensor empty =
                      layer.forward(Tensor.zeros(1, 11).to(tokens.elementType()), Pass.INFERENCE);
                  assertThat(Double.isFinite(empty.sum().item())).isTrue();
                  for (int row = 0; row < 4; row++) {
                    Tensor alone = layer.forward(tokens.slice(0, row, row + 1), Pass.INFERENCE);
                    assertThat(alone.contentEquals(y.slice(0, row, row + 1))).isTrue();
                  }
                }));
  }

  @Test
  void theSourceComesBackFromItsMapAndFollowsTheModel() {
    DataPlan plan =
        new DataPlan(
                Optional.of("weather"),
                Set.of(),
                Set.of(),
                Optional.empty(),
                DataPlan.FREE.reading(),
                Map.of())
            .with("text", "note, more");
    CsvTexts plain = (CsvTexts) DataKind.source(file, plan);
    DataSource whole =
        DataKind.source(
            file, plan.with("tokens", "bytepairs").with("length", "9").with("vocabulary", "400"));
    assertThat(plain.options().columns()).containsExactly("note", "more");
    for (DataSource source : List.of(plain, whole)) {
      assertThat(DataKind.read(new PlainMap("data", source.toMap())).toMap())
          .isEqualTo(source.toMap());
    }
    assertThat(plain.readFor(Optional.empty())).isSameAs(plain);
    assertThat(plain.readFor(Optional.of("bag"))).isSameAs(plain);
    assertThat(((CsvTexts) plain.readFor(Optional.of("gru"))).options().tokens())
        .contains(Tokens.WORDS);
    assertThat(whole.readFor(Optional.of("gru"))).isSameAs(whole);
    assertThat(whole.prepare(0.2, 1).preprocessing().featureShape()).isEqualTo(Shape.of(9));
  }

  @Test
  void whatIsLeftOutAndNotUsedIsNoted() throws IOException {
    Files.writeString(file, Files.readString(file) + "120,,,sunny\n121, ,,rainy\n122,dry,,\n");
    assertThat(CsvTexts.of(file, "note", "weather").prepare(0.2, 1).notes())
        .containsExactly(
            "left out row 123 (line 124), which has no value of the target weather",
            "left out 2 rows without a text in column note, the first is row 121 (line 122)",
            "left out column id: it only counts the rows",
            "left out column more: it is 'again' in every training row",
            "213 different tokens (ngrams), 64 for each text");
  }

  @Test
  void columnsThatAreNotThereAndEmptyTextsAreRefused() throws IOException {
    assertThatThrownBy(() -> CsvTexts.of(file, "nota", "weather").prepare(0.2, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("read notes.csv: there is no text column nota; did you mean note?");
    assertThatThrownBy(() -> CsvTexts.of(file, "weather", "weather"))
        .hasMessage(
            "prepare: column weather is both the target and a text column; name another target or"
                + " text column");
    TrainedModel model = training("bag").withEpochs(1).run(folder.resolve("run")).model();
    assertThatThrownBy(() -> model.predict(Map.of("title", "rain")))
        .hasMessage(
            "read the given rows: the model reads the text column note but the table does not have"
                + " it; there are: title");
    assertThatThrownBy(() -> model.predict(Map.of("note", " ")))
        .hasMessage(
            "read the given rows: row 1: there is no text in column note; write one or remove the"
                + " row");
    assertThatThrownBy(() -> model.predict(Tensor.zeros(2, 3)))
        .hasMessage(
            "predict: a tensor [2, 3] holds numbers but the model was trained on texts; give rows"
                + " with the columns [note]");
    assertThatThrownBy(() -> model.predict(folder))
        .hasMessage(
            "read %s: it is a folder, but the model was trained on a table of texts; give a CSV file"
                .formatted(folder));
    Files.writeString(file, "note,weather\n,sunny\n,rainy\n");
    assertThatThrownBy(() -> CsvTexts.of(file, "note", "weather").prepare(0.2, 1))
        .hasMessage(
            "read notes.csv: there is no text in column note in any of the 2 rows; name another"
                + " text column");
  }

  @Test
  void valuesOfOptionsThatMeanNothingAreNamed() {
    DataPlan plan = DataPlan.FREE.with("text", "note");
    assertThatThrownBy(() -> DataKind.source(file, plan))
        .hasMessage("%s needs the column to predict: --target COLUMN".formatted(file));
    DataPlan target =
        new DataPlan(
            Optional.of("weather"),
            Set.of(),
            Set.of(),
            Optional.empty(),
            plan.reading(),
            plan.values());
    assertThatThrownBy(() -> DataKind.source(file, target.with("tokens", "word")))
        .hasMessage("data: tokens: there is no 'word'; did you mean words?");
    assertThatThrownBy(() -> DataKind.source(file, target.with("length", "0")))
        .hasMessage("data: length is 0 but must be a whole number of 1 … 4096");
    assertThatThrownBy(() -> DataKind.source(file, target.with("text", "note,,more")))
        .hasMessage("data: text: 'note,,more' names no column; give such as title or title,body");
  }
}
