package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.attribution.AttributionMethod;
import dev.adjoint.pipeline.attribution.AttributionOptions;
import dev.adjoint.pipeline.attribution.Attributions;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.quality.ColumnImportance;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts beside numbers and categories in one model. In the table here, the stars and the shop turn
/// the meaning of the words around, so neither the text nor the columns tell the answer alone.
final class TextTableTrainingTest {

  private static final List<String> WARM = List.of("sun", "warm", "bright", "dry", "晴");
  private static final List<String> COLD = List.of("rain", "wet", "cloudy", "wind", "雨");
  private static final int ROWS = 600;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTable() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("id,title,body,stars,shop,kept\n");
    for (int i = 0; i < ROWS; i++) {
      boolean isWarm = random.nextBoolean();
      boolean isTurned = random.nextBoolean();
      List<String> words = isWarm ? WARM : COLD;
      text.append(i).append(",today ").append(words.get(random.nextInt(words.size()))).append(',');
      text.append("\"and ").append(words.get(random.nextInt(words.size()))).append(", again\",");
      double stars = (isTurned ? 1 : 4) + random.nextDouble();
      text.append("%.2f".formatted(stars)).append(random.nextBoolean() ? ",a," : ",b,");
      text.append(isWarm != isTurned ? "yes" : "no").append('\n');
    }
    file = Files.writeString(folder.resolve("notes.csv"), text);
  }

  private CsvTexts source() {
    return (CsvTexts) DataKind.source(file, without().with("text", "title,body"));
  }

  /// The table without some columns.
  private static DataPlan without(String... columns) {
    return new DataPlan(
        Optional.of("kept"),
        Set.of(columns),
        Set.of(),
        Optional.empty(),
        DataPlan.FREE.reading(),
        Map.of());
  }

  private Training training(String model) {
    Training training =
        Training.of(source()).withModel(model).withEpochs(12).withPatience(0).withRate(0.01);
    return model.equals("bag") ? training : training.withNetworkOption("width", "16");
  }

  @TestFactory
  Stream<DynamicTest> textAndColumnsTogetherTellWhatNeitherTellsAlone() {
    return Stream.of("bag", "textcnn", "gru")
        .map(model ->
            DynamicTest.dynamicTest(
                model,
                () -> {
                  Path out = folder.resolve(model);
                  TrainingResult result = training(model).run(out);
                  assertThat(result.validation().metric("accuracy")).isGreaterThan(0.95);
                  TrainedModel loaded = TrainedModel.load(out);
                  assertThat(loaded.saved()).isEqualTo(result.saved());
                  assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
                  assertThat(label(loaded, "sun", "4.5")).isEqualTo("yes");
                  assertThat(label(loaded, "sun", "1.5")).isEqualTo("no");
                  assertThat(label(loaded, "rain", "4.5")).isEqualTo("no");
                  assertThat(label(loaded, "rain", "1.5")).isEqualTo("yes");
                  Predictions all = loaded.predict(file);
                  assertThat(all).hasSize(ROWS);
                  assertThat(loaded.predict(List.of(row("sun", "4.5"), row("rain", "1.5"))).get(1))
                      .isEqualTo(loaded.predict(row("rain", "1.5")));
                  assertThat(loaded.evaluate(file).samples()).isEqualTo(ROWS);
                }));
  }

  private static Map<String, String> row(String word, String stars) {
    return Map.of("title", "today " + word, "body", "and " + word, "stars", stars, "shop", "a");
  }

  private static String label(TrainedModel model, String word, String stars) {
    return ((Prediction.OfClass) model.predict(row(word, stars))).label();
  }

  @Test
  void textAloneAndColumnsAloneDoNotTell() {
    double text =
        Training.of(
                DataKind.source(file, without("stars", "shop", "id").with("text", "title,body")))
            .withEpochs(6)
            .run(folder.resolve("text"))
            .validation()
            .metric("accuracy");
    assertThat(text).isLessThan(0.7);
    double columns =
        Training.of(DataKind.source(file, without("title", "body", "id")))
            .withEpochs(6)
            .run(folder.resolve("columns"))
            .validation()
            .metric("accuracy");
    assertThat(columns).isLessThan(0.7);
  }

  @Test
  void aResumedRunEndsInTheSameBits() {
    String whole = training("bag").withEpochs(3).run(folder.resolve("whole")).weightsSha256();
    Path out = folder.resolve("broken");
    try (TrainingRun run = training("bag").withEpochs(3).start(Optional.of(out))) {
      run.listen(event -> {
        if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 17) {
          run.stop();
        }
      });
      run.fit();
    }
    try (TrainingRun run = TrainingRun.resume(out, Optional.empty())) {
      assertThat(run.run().weightsSha256()).isEqualTo(whole);
    }
  }

  @Test
  void theImportanceHasTheTextAsOneColumn() {
    TrainingResult result = training("bag").run(folder.resolve("run"));
    var prepared = result.saved().readAgain();
    List<ColumnImportance> columns =
        ColumnImportance.of(
            result.answering(),
            new CrossEntropyLoss(),
            (TextTablePreprocessing) prepared.preprocessing(),
            prepared.split().validation(),
            1);
    assertThat(columns).extracting(ColumnImportance::column).hasSize(3);
    assertThat(columns.subList(0, 2))
        .extracting(ColumnImportance::column)
        .containsExactlyInAnyOrder("title, body", "stars");
    assertThat(columns.get(2).rise()).isLessThan(columns.get(1).rise() / 5);
  }

  @TestFactory
  Stream<DynamicTest> everyNetworkHasAsManyWeightsAsItSaysAndComesBackFromItsMap() {
    InputForm.Tokens tokens = new InputForm.Tokens(11, 37);
    return Stream.of("bag", "textcnn", "lstm", "gru", "transformer")
        .flatMap(model ->
            Stream.of(
                    new InputForm.Columns(3, List.of()),
                    new InputForm.Columns(0, List.of(120)),
                    new InputForm.Columns(2, List.of(5, 300)))
                .map(columns ->
                    DynamicTest.dynamicTest(
                        model + " " + columns,
                        () -> checkNetwork(model, new InputForm.TextTable(columns, tokens)))));
  }

  private static void checkNetwork(String model, InputForm.TextTable form) {
    NetworkPlan plan = NetworkPlan.FREE.withModel(model);
    plan = model.equals("bag") ? plan : plan.with("width", "48");
    Architecture made = plan.architecture("bag", form, 5);
    var layer = made.build(new SplittableRandom(1));
    assertThat(made.weightCount()).isEqualTo(Parameters.of(layer).count());
    assertThat(made.inputs()).isEqualTo(form.shape());
    assertThat(made.reads(form)).isTrue();
    assertThat(made.outputs()).isEqualTo(5);
    assertThat(ArchitectureKind.read(new PlainMap("a", made.toMap()))).isEqualTo(made);
    int width = form.shape().size(0);
    Tensor x = Tensor.randint(Shape.of(4, width), 0, 5, new SplittableRandom(2));
    Tensor inputs = x.to(ElementType.F32);
    Tensor y = layer.forward(inputs, Pass.INFERENCE);
    assertThat(y.shape()).isEqualTo(Shape.of(4, 5));
    for (int row = 0; row < 4; row++) {
      Tensor alone = layer.forward(inputs.slice(0, row, row + 1), Pass.INFERENCE);
      assertThat(alone.contentEquals(y.slice(0, row, row + 1))).isTrue();
    }
  }

  @Test
  void theNotesSayWhatIsRead() {
    assertThat(source().prepare(0.2, 1).notes())
        .startsWith(
            "left out column id: it only counts the rows",
            "read beside the text (leave out with --drop): stars, shop");
  }

  @Test
  void runsOfEarlierVersionsReadTextsOnly() {
    Map<String, Object> map = new LinkedHashMap<>(source().toMap());
    map.remove("columns_beside");
    CsvTexts earlier = (CsvTexts) DataKind.read(new PlainMap("data", map));
    assertThat(earlier.options().areColumnsRead()).isFalse();
    assertThat(earlier.prepare(0.2, 1).notes())
        .contains("not used, because this run reads texts only: id, stars, shop");
    assertThat(DataKind.read(new PlainMap("data", source().toMap()))).isEqualTo(source());
  }

  @Test
  void whatIsMissingOrDoesNotFitIsNamed() {
    TrainedModel model = training("bag").withEpochs(1).run(folder.resolve("run")).model();
    assertThatThrownBy(() -> model.predict(Map.of("title", "sun", "body", "x", "stars", "3")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "read the given rows: the model was trained with a column that the table does not have:"
                + " shop; there are: ");
    assertThatThrownBy(() -> model.predict(Map.of("stars", "3", "shop", "a", "body", "x")))
        .hasMessageStartingWith(
            "read the given rows: the model reads the text column title but the table does not have"
                + " it; ");
    assertThatThrownBy(
            () -> model.predict(Map.of("title", "", "body", " ", "stars", "3", "shop", "a")))
        .hasMessage(
            "read the given rows: row 1: there is no text in the columns title, body; write one or"
                + " remove the row");
    assertThatThrownBy(
            () -> model.predict(Map.of("title", "sun", "body", "x", "stars", "many", "shop", "a")))
        .hasMessageContaining("stars")
        .hasMessageContaining("many");
    assertThatThrownBy(() -> model.predict(Tensor.zeros(2, 3)))
        .hasMessage(
            "predict: a tensor [2, 3] holds numbers but the model was trained on texts beside"
                + " columns; give rows with the columns [title, body, stars, shop]");
    assertThatThrownBy(() -> model.predict(folder))
        .hasMessage(
            "read %s: it is a folder, but the model was trained on a table of texts and other columns; give a CSV file"
                .formatted(folder));
    assertThatThrownBy(() -> training("bag").withModel("perceptron").run(folder.resolve("p")))
        .hasMessageStartingWith(
            "network: the model perceptron reads numbers and images but the data has texts of ")
        .hasMessageEndingWith("choose another with --model: bag, textcnn, lstm, gru, transformer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bag", "textcnn"})
  void anAnswerIsDividedAmongColumnsAndTokens(String network) {
    TrainedModel model = training(network).run(folder.resolve("run")).model();
    Inputs inputs = model.reader().of(List.of(row("sun", "4.5")));
    AttributionOptions options =
        AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS).withSteps(200);
    Attribution found = Attributions.of(model).of(inputs, 0, options);
    assertThat(found.options().target()).contains("yes");
    assertThat(found.parts().subList(0, 2))
        .extracting(Attribution.Part::name)
        .containsExactly("stars", "shop");
    assertThat(found.parts().subList(2, found.parts().size()))
        .isNotEmpty()
        .allMatch(part -> part.name().isEmpty() && !part.text().isEmpty());
    assertThat(found.parts().getFirst().text()).isEqualTo("4.5");
    assertThat(Math.abs(found.residual())).isLessThan(0.02 * Math.abs(found.difference()));
    // The shop says nothing; the word and the stars decide.
    double shop = Math.abs(found.parts().get(1).value());
    assertThat(Math.abs(found.parts().getFirst().value())).isGreaterThan(3 * shop);
    assertThat(largest(found).text()).contains("sun");
    Attribution without =
        Attributions.of(model).of(inputs, 0, AttributionOptions.of(AttributionMethod.OCCLUSION));
    assertThat(without.parts()).hasSameSizeAs(found.parts());
    assertThat(without.parts().getFirst().value()).isGreaterThan(1);
    assertThat(largest(without).text()).contains("sun");
    Attribution random = Attributions.of(model).of(inputs, 0, options.withRandomWeights());
    assertThat(random.parts()).hasSameSizeAs(found.parts());
    assertThat(random.values()).isNotEqualTo(found.values());
  }

  /// The token with the largest part.
  private static Attribution.Part largest(Attribution found) {
    return found.parts().stream()
        .filter(part -> part.name().isEmpty())
        .max(Comparator.comparingDouble(part -> Math.abs(part.value())))
        .orElseThrow();
  }
}
