package dev.adjoint.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.spark.cluster.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdjointEstimatorTest {

  @TempDir private Path folder;

  private static Dataset<Row> penguins() {
    return LocalSpark.session()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv("../datasets/penguins.csv");
  }

  private static AdjointEstimator estimator() {
    return new AdjointEstimator()
        .setLabelCol("species")
        .setNetworkOptions("layers=16")
        .setEpochs(12)
        .setBatchSize(16)
        .setLocalSteps(4)
        .setNumWorkers(2);
  }

  private byte[] weights(AdjointModel model) throws Exception {
    Path run = folder.resolve("run" + System.nanoTime());
    model.writeRun(run);
    return Files.readAllBytes(run.resolve("model.safetensors"));
  }

  @Test
  void theOrderOfTheRowsAndTheirPartitionsChangeNoBit() throws Exception {
    AdjointModel first = estimator().fit(penguins().coalesce(1));
    AdjointModel second = estimator().fit(penguins().orderBy("flipper_length_mm").repartition(5));

    assertThat(weights(second)).isEqualTo(weights(first));
    assertThat(weights(estimator().setSeed(2).fit(penguins()))).isNotEqualTo(weights(first));
    List<Row> answers = first.transform(penguins().filter("species IS NOT NULL")).collectAsList();
    long right =
        answers.stream()
            .filter(row -> row.getAs("species").equals(row.getAs("predicted_label")))
            .count();
    assertThat((double) right / answers.size()).isGreaterThan(0.95);
  }

  @Test
  void trainingGoesOnFromACheckpointWithTheSameBits() throws Exception {
    String checkpoints = folder.resolve("checkpoints").toString();
    Path run = folder.resolve("run");
    AdjointModel unbroken =
        estimator()
            .setOuterMomentum(0.5)
            .setOuterRate(0.7)
            .setRunDir(run.toString())
            .fit(penguins());
    assertThat(Files.readAllLines(run.resolve("rounds.csv"))).hasSizeGreaterThan(12);
    assertThat(TrainedModel.load(run).saved().settings().batch()).isEqualTo(16);

    AdjointEstimator kept =
        estimator()
            .setOuterMomentum(0.5)
            .setOuterRate(0.7)
            .setCheckpointDir(checkpoints)
            .setCheckpointRounds(5);
    assertThat(weights(kept.fit(penguins()))).isEqualTo(weights(unbroken));
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(checkpoints))) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith("round-")).sorted().toList();
    }
    assertThat(files).hasSize(2);
    // The newest one is cut short, so training goes on from the one before.
    Files.write(files.getLast(), new byte[] {1, 2, 3});
    Files.deleteIfExists(
        files.getLast().resolveSibling("." + files.getLast().getFileName() + ".crc"));
    assertThat(weights(kept.fit(penguins()))).isEqualTo(weights(unbroken));

    assertThatThrownBy(() -> kept.setLocalSteps(3).fit(penguins()))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("resume: the checkpoints in ")
        .hasMessageEndingWith("; choose another folder");
  }

  @Test
  void workersTakeAsManyStepsAsTheirRowsGive() throws Exception {
    // Parts by a hash have different sizes, so with one row in a step one worker takes more steps.
    Path run = folder.resolve("uneven");
    estimator()
        .setEpochs(3)
        .setBatchSize(1)
        .setLocalSteps(500)
        .setRunDir(run.toString())
        .fit(penguins());

    assertThat(Files.readAllLines(run.resolve("rounds.csv"))).hasSize(4);
    assertThat(Files.readString(run.resolve("held-out.json"))).contains("\"loss\"", "\"accuracy\"");
  }

  @Test
  void crossValidationAndPipelinesOfSparkWork() throws Exception {
    Dataset<Row> rows = penguins().filter("species IS NOT NULL");
    StringIndexer index = new StringIndexer().setInputCol("species").setOutputCol("label");
    AdjointEstimator estimator =
        new AdjointEstimator()
            .setDropCols("species")
            .setNetworkOptions("layers=8")
            .setEpochs(8)
            .setNumWorkers(2);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.stepSize(), new double[] {1e-6, 0.02}).build();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(new PipelineStage[] {index, estimator}))
            .setEstimatorParamMaps(grid)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(2)
            .setSeed(1)
            .fit(rows);

    assertThat(best.avgMetrics()[1]).isGreaterThan(best.avgMetrics()[0]).isGreaterThan(0.8);
    PipelineModel model = (PipelineModel) best.bestModel();
    String saved = folder.resolve("saved").toString();
    model.save(saved);
    assertThat(PipelineModel.load(saved).transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());

    String stage = folder.resolve("estimator").toString();
    estimator.setSeed(9).setValidation(0.3).save(stage);
    assertThat(AdjointEstimator.load(stage).extractParamMap().toString().lines().sorted())
        .containsExactlyElementsOf(
            estimator.extractParamMap().toString().lines().sorted().toList());
  }

  @Test
  void columnsAndOptionsThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> estimator().setLabelCol("spices").fit(penguins()))
        .isInstanceOf(DataException.class)
        .hasMessage("fit: the DataFrame has no column 'spices'; did you mean species?");
    assertThatThrownBy(() -> estimator().setNetworkOptions("layers").fit(penguins()))
        .isInstanceOf(DataException.class)
        .hasMessage("networkOptions: 'layers' is not NAME=VALUE; write layers=64,32;dropout=0.1");
    assertThatThrownBy(() -> estimator().setLocalSteps(0).fit(penguins()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "local SGD: local steps 0 and rounds between checkpoints 10 must be at least 1, and"
                + " restarts 3 at least 0");
  }
}
