package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.RatingsTable;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run of several networks, from the training to the answers.
final class EnsembleTest {

  private static final Training MOONS =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 100, 0.2)).withHidden(4).withEpochs(4);

  @TempDir private Path folder;

  @Test
  void theFolderLoadsToTheSameAnswersAndSaysHowFarTheMembersAgree() {
    TrainingResult result = MOONS.withEnsemble(3).run(folder.resolve("run"));
    TrainedModel loaded = TrainedModel.load(folder.resolve("run"));
    EvaluationResult held = loaded.evaluateHeldOut();
    assertThat(held.figures()).isEqualTo(result.validation());
    assertThat(held.ensemble()).isEqualTo(result.ensemble());
    EnsembleFigures members = held.ensemble().orElseThrow();
    assertThat(members.measure()).isEqualTo("agreement");
    assertThat(members.members()).hasSize(3).doesNotHaveDuplicates();
    assertThat(members.value()).isBetween(1 / 3.0, 1.0);
    assertThat(members.summary())
        .startsWith("Ensemble of 3: ")
        .contains(" of the members agree with its class; the members alone: loss ");
    assertThat(result.toMap()).containsEntry("ensemble", members.toMap());
  }

  @Test
  void theAnswerIsTheMeanOfTheMembersAndItsSpreadTheirDeviation() throws IOException {
    TrainedModel model = numbers().withEnsemble(4).run(folder.resolve("run")).model();
    Prediction.OfNumber answer = (Prediction.OfNumber) model.predict(Map.of("x", 1.25));
    Ensemble ensemble = (Ensemble) model.network();
    double[] each =
        ensemble.members().stream()
            .mapToDouble(member -> alone(model, member, Map.of("x", 1.25)))
            .toArray();
    double mean = (each[0] + each[1] + each[2] + each[3]) / 4;
    double squares = 0;
    for (double value : each) {
      squares += (value - mean) * (value - mean);
    }
    assertThat(answer.value()).isCloseTo(mean, within(1e-4));
    assertThat(answer.spread().orElseThrow())
        .isPositive()
        .isCloseTo(Math.sqrt(squares / 3), within(1e-4));
    assertThat(model.predict(List.of(Map.of("x", 1.25))).columns()).containsOnlyKeys("y", "spread");
  }

  @ParameterizedTest
  @ValueSource(strings = {"e-300", "e300"})
  void spreadAndErrorsKeepTheirDigitsFarOutsideTheRangeOfF32(String exponent) throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 60; i++) {
      text.append("%d,%d%s%n".formatted(i % 10, 1 + i * 7 % 13, exponent));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    TrainingResult result =
        Training.of(CsvTable.of(file, "y"))
            .withEpochs(2)
            .withEnsemble(3)
            .run(folder.resolve("run"));
    double unit = Double.parseDouble("1" + exponent);
    double spread =
        ((Number)
                result
                    .model()
                    .predict(List.of(Map.of("x", 3)))
                    .columns()
                    .getOrDefault("spread", List.of())
                    .getFirst())
            .doubleValue();
    assertThat(spread / unit).isBetween(1e-6, 10.0);
    assertThat(result.summary()).matches("(?s).*mae \\d\\.\\d{3}e[-+]\\d{3}, .*");
  }

  private static double alone(TrainedModel model, Layer member, Map<String, ?> row) {
    return ((Prediction.OfNumber) new TrainedModel(model.saved(), member).predict(row)).value();
  }

  @Test
  void agreementStandsBesideTheProbability() {
    TrainedModel model = MOONS.withEnsemble(3).run(folder.resolve("run")).model();
    Predictions answers = model.predict(List.of(Map.of("x", 0.1, "y", 0.4)));
    assertThat(answers.columns().keySet())
        .startsWith("target", "probability", "agreement")
        .hasSize(5);
    assertThat(((Prediction.OfClass) answers.getFirst()).agreement().orElseThrow())
        .isIn((double) (1 / 3f), (double) (2 / 3f), 1.0);
  }

  @Test
  void theFirstMemberStartsWithTheWeightsOfARunWithoutAnEnsemble() {
    Training one = MOONS.withEpochs(1);
    TrainingResult alone = one.run(folder.resolve("one"));
    TrainingResult both = one.withEnsemble(2).run(folder.resolve("both"));
    Layer first = ((Ensemble) both.network()).members().getFirst();
    Map<String, float[]> expected = numbersOf(alone.network());
    numbersOf(first)
        .forEach((name, values) -> assertThat(values).as(name).containsExactly(expected.get(name)));
    assertThat(one.withEnsemble(1).run(folder.resolve("single")).weightsSha256())
        .isEqualTo(alone.weightsSha256());
  }

  private static Map<String, float[]> numbersOf(Layer network) {
    Map<String, float[]> all = new LinkedHashMap<>();
    Parameters.of(network)
        .stateDict()
        .forEach((name, tensor) -> all.put(name, tensor.toFloatArray()));
    return all;
  }

  @Test
  void aStoppedEnsembleThatIsResumedEndsInTheSameBitsAndAnyStepCanBeReplayed() {
    Training training = MOONS.withEnsemble(3).withDropout(0.2);
    TrainingResult whole = training.run(folder.resolve("whole"));
    TrainingRun run = training.start(Optional.of(folder.resolve("broken")));
    run.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 7) {
        run.stop();
      }
    });
    assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    run.close();
    try (TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty())) {
      assertThat(rest.run().weightsSha256()).isEqualTo(whole.weightsSha256());
    }
    ReplayedRun line = ReplayedRun.of(folder.resolve("whole"));
    String there = line.seek(9).line().hash();
    line.seek(2);
    assertThat(line.seek(9).line().hash()).isEqualTo(there);
  }

  @Test
  void wrongSizesAndNetworksThatCannotBeAveragedAreRefused() throws IOException {
    assertThatThrownBy(() -> MOONS.withEnsemble(0))
        .isInstanceOf(DataException.class)
        .hasMessage("network: ensemble is 0 but must be a whole number of 1 … 100; 5 is usual");
    assertThatThrownBy(() ->
            MOONS
                .withEnsemble(2)
                .withStart(folder.resolve("w.safetensors"))
                .run(folder.resolve("s")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: --start-from gives all networks of an ensemble the same weights, so they"
                + " would hardly differ; leave out --ensemble or --start-from");
    StringBuilder ratings = new StringBuilder("user,item,rating\n");
    for (int i = 0; i < 60; i++) {
      ratings.append("%d,%d,%d%n".formatted(i % 7, i % 11, i % 5));
    }
    Path file = Files.writeString(folder.resolve("ratings.csv"), ratings);
    Training recommender =
        Training.of(
                RatingsTable.of(
                    file, new RatingColumns("user", "item", "rating", Optional.empty())))
            .withEnsemble(2);
    assertThatThrownBy(() -> recommender.run(folder.resolve("run")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: an ensemble averages classes or numbers, but a network of kind mf gives"
                + " something else; leave out --ensemble");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aDamagedNumberOfMembersIsTold() throws IOException {
    Path run = folder.resolve("run");
    MOONS.withEnsemble(3).run(run);
    Path file = run.resolve("model.json");
    String text = Files.readString(file).replaceFirst(",\\s*\"sha256\".*", "");
    Files.writeString(file, text.replace("\"members\" : 3", "\"members\" : 1"));
    assertThatThrownBy(() -> TrainedModel.load(run))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("model.json is damaged: ");
    Files.writeString(file, text.replace("\"members\" : 3", "\"members\" : 4"));
    assertThatThrownBy(() -> TrainedModel.load(run))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the two files belong to different models or one is damaged");
  }

  private Training numbers() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 80; i++) {
      text.append(String.format(Locale.ROOT, "%s,%s%n", i / 20.0, Math.sin(i / 20.0) * 100));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return Training.of(CsvTable.of(file, "y")).withEpochs(5);
  }
}
