package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.network.EmbeddedColumns;
import dev.adjoint.pipeline.network.EmbeddedColumnsLayer;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables with columns of many categories, from the training to the answers.
final class EmbeddedColumnsTest {

  private static final int TOWNS = 300;
  private static final int SHOPS = 150;

  @TempDir private Path folder;

  @Test
  void whatDependsOnTheCategoryIsLearnt() throws IOException {
    TrainingResult result = training(3000).withEpochs(30).run(folder.resolve("run"));
    assertThat(result.saved().architecture()).isInstanceOf(EmbeddedColumns.class);
    assertThat(result.validation().metrics().get("r2")).isGreaterThan(0.8);
    TrainedModel loaded = TrainedModel.load(folder.resolve("run"));
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
    assertThat(loaded.saved()).isEqualTo(result.saved());
    double high = price(loaded, town(best(1)));
    double low = price(loaded, town(best(-1)));
    assertThat(high).isGreaterThan(low + 10);
    assertThat(price(loaded, "a town that never was"))
        .as("every unknown town has the answer of the shared vector")
        .isEqualTo(price(loaded, "another"))
        .isBetween(low, high);
  }

  private static double price(TrainedModel model, String town) {
    return ((Prediction.OfNumber) model.predict(Map.of("town", town, "shop", "s3", "size", 1)))
        .value();
  }

  @Test
  void aStoppedRunThatIsResumedEndsInTheSameBits() throws IOException {
    Training training = training(800).withEpochs(2).withEnsemble(2);
    String whole = training.run(folder.resolve("whole")).weightsSha256();
    TrainingRun run = training.start(Optional.of(folder.resolve("broken")));
    run.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 23) {
        run.stop();
      }
    });
    assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    run.close();
    try (TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty())) {
      assertThat(rest.run().weightsSha256()).isEqualTo(whole);
    }
  }

  @Test
  void anIndexThatTheTablesDoNotHaveIsFoundBeforeAnythingIsComputed() throws IOException {
    Path run = folder.resolve("run");
    training(800).withEpochs(1).run(run);
    Path file = run.resolve("model.json");
    String text = Files.readString(file);
    int from = text.indexOf("\"t1\", ");
    Files.writeString(file, text.substring(0, from) + text.substring(from + 6));
    assertThatThrownBy(() -> TrainedModel.load(run))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("model.json is damaged: the network reads ");
  }

  @Test
  void theLayerAgreesWithTheCentralDifference() {
    SplittableRandom random = new SplittableRandom(8);
    EmbeddedColumnsLayer layer =
        new EmbeddedColumnsLayer(
            2,
            List.of(
                Embedding.of(Parameter.of(draw(random, 5, 3))),
                Embedding.of(Parameter.of(draw(random, 4, 2)))),
            new Linear(
                Parameter.of(draw(random, 2, 7)), Optional.of(Parameter.of(draw(random, 2)))));
    Tensor x =
        Tensor.of(ElementType.F64, new double[] {0.5, -1, 4, 0, 2, 0.25, 4, 3}, Shape.of(2, 4));
    GradientCheck.ofParameters(
            "parameters",
            random,
            () -> layer.forward(x, Pass.INFERENCE).square().sum(),
            Parameters.of(layer).list())
        .require();
    assertThat(Parameters.of(layer).byName().keySet())
        .containsExactly("tables.0.weight", "tables.1.weight", "rest.weight", "rest.bias");
    assertThat(layer)
        .hasToString(
            """
            EmbeddedColumns(
              (tables.0) Embedding(5 → 3)
              (tables.1) Embedding(4 → 2)
              (rest) Linear(7 → 2)
            )\
            """);
  }

  private static Tensor draw(SplittableRandom random, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(ElementType.F64, random.doubles(shape.count(), -1, 1).toArray(), shape);
  }

  private static String town(int number) {
    return "t" + number;
  }

  private static double worth(int town) {
    return 12 * Math.sin(town * 1.7);
  }

  private static int best(int sign) {
    int best = 0;
    for (int town = 1; town < TOWNS; town++) {
      if (sign * worth(town) > sign * worth(best)) {
        best = town;
      }
    }
    return best;
  }

  private Training training(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(rows);
    StringBuilder text = new StringBuilder("town,shop,size,price\n");
    for (int i = 0; i < rows; i++) {
      int town = random.nextInt(TOWNS);
      int shop = random.nextInt(SHOPS);
      double size = random.nextDouble();
      double price = 50 + worth(town) + 5 * Math.cos(shop * 2.3) + 3 * size;
      text.append(String.format(Locale.ROOT, "%s,s%d,%.4f,%.4f%n", town(town), shop, size, price));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return Training.of(
        new CsvTable(file, TableOptions.target("price").withCategories(List.of("town", "shop"))));
  }
}
