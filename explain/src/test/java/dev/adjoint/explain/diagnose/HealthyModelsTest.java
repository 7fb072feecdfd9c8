package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.explain.diagnose.check.Checks;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.GeneratedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings with nothing wrong in them, as `adjoint train` makes them.
class HealthyModelsTest {

  private static void healthy(Training training, int steps) {
    TrainingSetup setup = RunSetup.of(training);
    Diagnosis diagnosis =
        Diagnosis.of(steps == 0 ? setup : setup.with(setup.background().withSteps(steps)));
    assertThat(diagnosis.findings()).extracting(Finding::sentence).isEmpty();
    assertThat(diagnosis.outcomes()).hasSize(Checks.ALL.size());
    assertThat(diagnosis.refused())
        .extracting(Refused::check)
        .doesNotContain("blind-baseline", "overfit-batch", "rate-too-high", "idle-parameters");
  }

  @Test
  void spiralsGiveNoFinding() {
    healthy(Training.of(new GeneratedSamples(GeneratedSet.SPIRALS, 300, 0.1)), 0);
  }

  @Test
  void penguinsGiveNoFinding() {
    healthy(Training.of(CsvTable.of(repository("datasets/penguins.csv"), "species")), 60);
  }

  @Test
  void milesPerGallonGiveNoFinding() {
    healthy(Training.of(CsvTable.of(repository("datasets/cars.csv"), "Miles_per_Gallon")), 60);
  }

  @Test
  void digitsGiveNoFinding() {
    healthy(Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 300, 0.1)), 40);
  }

  @Test
  void aSmallGptGivesNoFinding(@TempDir Path folder) throws IOException {
    Path book = folder.resolve("book.txt");
    Files.writeString(book, book(1500));
    healthy(
        Training.of(DataKind.source(book, DataPlan.FREE.with("context", "16")))
            .withNetworkOption("width", "32")
            .withNetworkOption("depth", "2")
            .withRate(0.003)
            .withBatch(16),
        60);
  }

  /// Sentences of a few words in a random order.
  private static String book(int words) {
    List<String> known =
        List.of(
            "the", "sea", "was", "calm", "and", "boat", "went", "out", "before", "sun", "two",
            "men", "sat", "in", "it", "saw", "land", "behind", "them", "small", "grey", "birds");
    var random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(known.get(random.nextInt(known.size())));
      text.append(random.nextInt(8) == 0 ? ".\n" : " ");
    }
    return text.toString();
  }

  @Test
  void aTrainingIsLeftAsItWas() {
    TrainingSetup setup = Planted.healthy();
    var before = setup.parameters().stateDict();
    List<Outcome> outcomes = Diagnosis.of(setup).outcomes();
    assertThat(outcomes).hasSize(Checks.ALL.size());
    setup
        .parameters()
        .stateDict()
        .forEach((name, value) ->
            assertThat(value.contentEquals(Objects.requireNonNull(before.get(name)))).isTrue());
    assertThat(setup.optimizer().steps()).isZero();
  }

  @Test
  void theSameTrainingGetsTheSameDiagnosis() {
    assertThat(Diagnosis.of(Planted.healthy())).isEqualTo(Diagnosis.of(Planted.healthy()));
  }

  /// A file of the repository, from the folder of a module or of all of them.
  private static Path repository(String name) {
    Path here = Path.of(name);
    return Files.exists(here) ? here : Path.of("..").resolve(name);
  }
}
