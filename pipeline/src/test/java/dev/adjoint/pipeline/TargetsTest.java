package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training, prediction and evaluation with several targets.
final class TargetsTest {

  @TempDir private Path folder;

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("x,z,sum,product,big,positive\n");
    for (int i = 0; i < 200; i++) {
      double x = i % 20 - 9.5;
      double z = Math.floorDiv(i, 20) - 4.5;
      text.append(
          "%s,%s,%s,%s,%s,%d\n"
              .formatted(x, z, x + z, 3 * x - z, x > 4 ? "yes" : "no", z > 0 ? 1 : 0));
    }
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private Training training(String target) throws IOException {
    String others = target.startsWith("sum") ? "big,positive" : "sum,product";
    return Training.of(new CsvTable(table(), TableOptions.target(target).withDrop(List.of(others))))
        .withEpochs(40);
  }

  @Test
  void twoNumbersAreLearntAndAnsweredByName() throws IOException {
    TrainingResult result = training("sum,product").run(folder.resolve("run"));
    assertThat(result.validation().metrics().keySet())
        .containsExactly("mae_sum", "mae_product", "r2");
    assertThat(result.validation().metrics().get("r2")).isGreaterThan(0.98);
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Prediction.OfNumbers answer = (Prediction.OfNumbers) model.predict(Map.of("x", 2.5, "z", 1.5));
    assertThat(answer.values().keySet()).containsExactly("sum", "product");
    assertThat(Objects.requireNonNull(answer.values().get("sum")).value())
        .isCloseTo(4, within(0.8));
    assertThat(Objects.requireNonNull(answer.values().get("product")).value())
        .isCloseTo(6, within(1.5));
    assertThat(answer.text())
        .isEqualTo(
            "%s, %s"
                .formatted(
                    answer.values().get("sum").text(), answer.values().get("product").text()));
    assertThat(model.predict(List.of(Map.of("x", 2.5, "z", 1.5))).columns().keySet())
        .containsExactly("sum", "product");
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(model.evaluate(folder.resolve("t.csv")).figures().metrics().get("r2"))
        .isGreaterThan(0.98);
  }

  @Test
  void labelsAreLearntEachForItself() throws IOException {
    TrainingResult result = training("big,positive").run(folder.resolve("run"));
    assertThat(result.validation().metrics().keySet())
        .containsExactly("binary_accuracy", "exact_match", "f1");
    assertThat(result.validation().metrics().get("exact_match")).isGreaterThan(0.9);
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Prediction.OfLabels both = (Prediction.OfLabels) model.predict(Map.of("x", 9.5, "z", 4.5));
    assertThat(both.text()).isEqualTo("big, positive");
    assertThat(Objects.requireNonNull(both.labels().get("big")).value()).isEqualTo("yes");
    assertThat(Objects.requireNonNull(both.labels().get("big")).probability()).isGreaterThan(0.5);
    Prediction.OfLabels none = (Prediction.OfLabels) model.predict(Map.of("x", -9.5, "z", -4.5));
    assertThat(none.text()).isEmpty();
    assertThat(Objects.requireNonNull(none.labels().get("positive")).value()).isEqualTo("0");
    Map<String, List<Object>> columns =
        model.predict(List.of(Map.of("x", 9.5, "z", 4.5))).columns();
    assertThat(columns.keySet()).containsExactly("big", "positive", "p(big)", "p(positive)");
    assertThat(columns.get("big")).containsExactly("yes");
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());
  }

  @Test
  void theSameSeedGivesTheSameBitsAfterResuming() throws IOException {
    Training training = training("sum,product").withEpochs(3);
    TrainingResult whole = training.run(folder.resolve("a"));
    try (TrainingRun run = training.start(Optional.of(folder.resolve("b")))) {
      run.listen(event -> {
        if (event instanceof TrainEvent.EpochDone) {
          run.stop();
        }
      });
      run.fit();
    }
    try (TrainingRun run = TrainingRun.resume(folder.resolve("b"), Optional.empty())) {
      assertThat(run.run().weightsSha256()).isEqualTo(whole.weightsSha256());
    }
  }

  @Test
  void anEnsembleOfSeveralTargetsIsRefused() {
    assertThatThrownBy(() -> training("sum,product").withEnsemble(2).plan())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: an ensemble answers with one class or one number, but there are 2 targets; leave out --ensemble");
  }
}
