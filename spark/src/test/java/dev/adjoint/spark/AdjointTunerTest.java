package dev.adjoint.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.train.search.Search;
import dev.adjoint.train.search.SearchRange;
import dev.adjoint.train.search.SearchSpace;
import dev.adjoint.train.search.SearchTrial;
import dev.adjoint.train.search.SuccessiveHalving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdjointTunerTest {

  private static final SearchSpace SPACE =
      SearchSpace.of("rate", new SearchRange.LogUniform(1e-5, 0.1))
          .with("layers", SearchRange.Choice.of("4", "16"));

  @TempDir private Path folder;

  private static Dataset<Row> penguins() {
    return LocalSpark.session().read().option("header", true).csv("../datasets/penguins.csv");
  }

  private static AdjointEstimator estimator() {
    return new AdjointEstimator().setLabelCol("species").setBatchSize(32);
  }

  private byte[] weights(AdjointModel model, String name) throws Exception {
    model.writeRun(folder.resolve(name));
    return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
  }

  @Test
  void theTrialsOfASearchAreTasksWhoseOrderAndPlaceChangeNoBit() throws Exception {
    AdjointTuner tuner = new AdjointTuner(estimator());
    TuningResult found = tuner.run(penguins(), SPACE, Search.random(6, 3), 8);
    TuningResult again = tuner.run(penguins().repartition(5), SPACE, Search.random(6, 3), 8);

    assertThat(found.report().trials()).hasSize(6);
    assertThat(again.report()).isEqualTo(found.report());
    assertThat(weights(again.model(), "again")).isEqualTo(weights(found.model(), "found"));
    double worst =
        found.report().trials().stream().mapToDouble(SearchTrial::score).max().orElseThrow();
    assertThat(found.report().best().score()).isLessThan(0.5 * worst);
    List<Row> table = found.table(LocalSpark.session()).orderBy("loss").collectAsList();
    assertThat(table).hasSize(6);
    assertThat(table.getFirst().<Integer>getAs("trial")).isEqualTo(found.report().best().number());
    assertThat(table.getFirst().<Double>getAs("metric")).isGreaterThan(0.9);
    assertThat(table.getFirst().<String>getAs("layers")).isIn("4", "16");
  }

  @Test
  void successiveHalvingAndFoldsWork() {
    TuningResult found =
        new AdjointTuner(estimator())
            .withFolds(2)
            .run(penguins(), SPACE, new SuccessiveHalving(4, 2, 1), 8);
    assertThat(found.report().trials().stream().map(SearchTrial::budget))
        .containsExactly(2L, 2L, 2L, 2L, 4L, 4L, 8L);
    assertThat(found.report().best().budget()).isEqualTo(8);
  }

  @Test
  void aTrainingThatDivergesIsATrialWithoutALoss() {
    TuningResult found =
        new AdjointTuner(estimator().setOptimizer("sgd").setNetworkOptions("layers=8"))
            .run(
                penguins(),
                SearchSpace.of("rate", new SearchRange.Choice(List.of(1e30, 0.01))),
                Search.grid(1),
                3);
    Row failed = found.table(LocalSpark.session()).filter("loss IS NULL").first();
    assertThat(failed.<String>getAs("failure")).contains("lower the rate");
    assertThat(found.report().best().values()).containsEntry("rate", 0.01);
  }

  @Test
  void valuesThatCannotBeAreRefusedBeforeATaskBegins() {
    AdjointTuner tuner = new AdjointTuner(estimator());
    assertThatThrownBy(() ->
            tuner.run(
                penguins(),
                SearchSpace.of("rate", SearchRange.Choice.of("fast")),
                Search.grid(1),
                3))
        .isInstanceOf(DataException.class)
        .hasMessage("tune: rate is 'fast' but must be a number; correct the range");
    assertThatThrownBy(() ->
            tuner.run(
                penguins(), SearchSpace.of("layer", SearchRange.Choice.of("8")), Search.grid(1), 3))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("network: the model wide-deep has no option --layer; ");
    assertThatThrownBy(() -> tuner.withFolds(1))
        .isInstanceOf(DataException.class)
        .hasMessage("tune: the number of folds is 1 but must be 2 … 100; 5 is usual");
  }

  @Test
  void eachKeyGetsTheModelThatItsRowsAloneGive() throws Exception {
    AdjointEstimator estimator = estimator().setEpochs(20).setNetworkOptions("layers=8");
    Dataset<Row> rows =
        penguins()
            .withColumn("island", functions.coalesce(functions.col("island"), functions.lit("?")));
    KeyedModels models = new AdjointByKey(estimator, "island").fit(rows.repartition(3));

    assertThat(models.entries().stream().map(KeyedModels.Entry::key))
        .containsExactly("Biscoe", "Dream", "Torgersen");
    // Only Adelies live on Torgersen, so there is nothing to tell apart.
    assertThat(models.failures()).containsOnlyKeys("Torgersen");
    assertThat(models.failures().get("Torgersen")).contains("has only one class");
    KeyedModels again = new AdjointByKey(estimator, "island").fit(rows.coalesce(1));
    assertThat(weights(again.model("Dream"), "again"))
        .isEqualTo(weights(models.model("Dream"), "first"));
    assertThat(models.table(LocalSpark.session()).filter("loss IS NULL").count()).isEqualTo(1);

    Dataset<Row> dream = rows.filter("island = 'Dream'").drop("island");
    assertThat(models.model("Dream").transform(dream).filter("predicted_label = species").count())
        .isGreaterThan(dream.count() * 9 / 10);
    assertThatThrownBy(() -> models.model("Drean"))
        .isInstanceOf(DataException.class)
        .hasMessage("model: there is no island 'Drean'; did you mean Dream?");
  }

  @Test
  void aTrialHasTheBitsOfATrainingOnOneMachine() throws Exception {
    Path file = folder.resolve("sorted.csv");
    List<Row> rows = penguins().collectAsList();
    List<String> names = List.of(penguins().columns());
    List<String> lines =
        rows.stream()
            .map(row ->
                names.stream()
                    .map(name -> row.getAs(name) == null ? "" : row.getAs(name).toString())
                    .toList())
            .sorted(Comparator.comparing(cells -> String.join("\0", cells)))
            .map(cells -> String.join(",", cells))
            .toList();
    Files.write(file, Stream.concat(Stream.of(String.join(",", names)), lines.stream()).toList());
    TrainingResult alone =
        Training.of(CsvTable.of(file, "species"))
            .withBatch(32)
            .withEpochs(5)
            .withRate(0.01)
            .run(folder.resolve("alone"));
    TuningResult found =
        new AdjointTuner(estimator())
            .run(
                penguins(),
                SearchSpace.of("rate", new SearchRange.Choice(List.of(0.01))),
                Search.grid(1),
                5);
    assertThat(found.report().best().score()).isEqualTo(alone.validation().loss());
    assertThat(weights(found.model(), "tuned"))
        .isEqualTo(Files.readAllBytes(folder.resolve("alone").resolve("model.safetensors")));
  }
}
