package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.source.BookText;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.RatingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The memory of a run is counted, and a run that cannot fit is refused before it begins.
final class TrainingMemoryTest {

  private static final Training MOONS =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 100, 0.1))
          .withHidden(4)
          .withBatch(10)
          .withValidation(0.2);

  @TempDir private Path folder;

  private TrainingMemory of(Training training) {
    try (TrainingRun run = training.start(Optional.of(folder.resolve("run")))) {
      return TrainingMemory.ofWeights(run.saved(), run.prepared())
          .withBatch(run.network(), run.saved().learnt(run.prepared()));
    }
  }

  @Test
  void samplesWeightsStatesCopiesAndABatchCount() {
    TrainingMemory memory = of(MOONS.withOptimizer(OptimizerChoice.ADAM));
    // Two F32 inputs and an I64 label.
    assertThat(memory.samples()).isEqualTo(100 * (2 * 4 + 8));
    // 22 weights: 2·4 + 4 and 4·2 + 2. Adam remembers two numbers for each. Weights, gradients and
    // states are 4, the best weights 1, the checkpoint 3.
    assertThat(memory.weights()).isEqualTo(22 * 4 * 8);
    // 4 and 4 numbers in the hidden layer, 2 outputs.
    assertThat(memory.batch()).isEqualTo(10 * ((2 * 4 + 8) + (4 + 4 + 2) * 4));
    assertThat(of(MOONS.withOptimizer(OptimizerChoice.SGD)).weights()).isLessThan(22 * 4 * 8);
  }

  @Test
  void aBatchHasNoMoreSamplesThanThereAre() {
    assertThat(of(MOONS.withBatch(1000)).batch()).isEqualTo(of(MOONS.withBatch(80)).batch());
    assertThat(of(MOONS.withBatch(80)).batch()).isEqualTo(8 * of(MOONS.withBatch(10)).batch());
  }

  @TestFactory
  Stream<DynamicTest> everyKindOfDataIsCounted() throws IOException {
    String words = "the cat sat on the mat and the dog sat on the log. ".repeat(60);
    Path book = Files.writeString(folder.resolve("book.txt"), words);
    StringBuilder notes = new StringBuilder("note,weather\n");
    StringBuilder stars = new StringBuilder("user,item,stars\n");
    for (int i = 0; i < 60; i++) {
      notes.append(i % 2 == 0 ? "warm sun,fine\n" : "cold rain,foul\n");
      stars.append("%d,%d,%d\n".formatted(i % 7, i / 7, 1 + i % 5));
    }
    Path texts = Files.writeString(folder.resolve("notes.csv"), notes);
    Path ratings = Files.writeString(folder.resolve("ratings.csv"), stars);
    RatingColumns columns = new RatingColumns("user", "item", "stars", Optional.empty());
    Map<String, Training> kinds =
        Map.of(
            "book",
            Training.of(BookText.of(book)).withModel("gpt").withNetworkOption("width", "16"),
            "texts",
            Training.of(CsvTexts.of(texts, "note", "weather")).withModel("bag"),
            "ratings",
            Training.of(RatingsTable.of(ratings, columns)).withModel("mf"));
    return kinds.entrySet().stream()
        .map(kind ->
            DynamicTest.dynamicTest(
                kind.getKey(),
                () -> {
                  TrainingMemory memory = of(kind.getValue().withBatch(8));
                  assertThat(memory.samples()).isPositive();
                  assertThat(memory.weights()).isPositive();
                  assertThat(memory.batch()).isPositive();
                  assertThat(memory.total())
                      .isEqualTo(memory.samples() + memory.weights() + memory.batch());
                }));
  }

  @Test
  void aRunThatDoesNotFitIsRefusedWithItsPartsAndTheFixForTheLargest() {
    TrainingMemory fits = new TrainingMemory(10, 20, 30, 64);
    assertThatCode(() -> fits.require(60)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> new TrainingMemory(3_000_000_000L, 200_000_000, 0, 64).require(1L << 31))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: at least 3.20 GB are needed but Java may use 2.15 GB; the samples take 3.00 GB, the weights with their gradients, optimizer and copies 0.20 GB, a batch of 64 samples more; use fewer samples or inputs, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx6g");
    assertThatThrownBy(() -> new TrainingMemory(0, 3_000_000_000L, 0, 64).require(1L << 31))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("; use a smaller network, or give");
    assertThatThrownBy(
            () -> new TrainingMemory(0, 200_000_000, 3_000_000_000L, 4096).require(1L << 31))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: at least 3.20 GB are needed but Java may use 2.15 GB; the samples take 0.00 GB, the weights with their gradients, optimizer and copies 0.20 GB, a batch of 4,096 samples 3.00 GB; use a smaller --batch than 4096, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx6g");
  }
}
