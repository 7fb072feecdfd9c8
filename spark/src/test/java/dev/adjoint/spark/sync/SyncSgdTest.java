package dev.adjoint.spark.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.spark.AdjointEstimator;
import dev.adjoint.spark.AdjointModel;
import dev.adjoint.spark.LocalSpark;
import dev.adjoint.spark.cluster.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncSgdTest {

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
        .setMode("sync")
        .setLabelCol("species")
        .setNetworkOptions("layers=16")
        .setStepSize(0.01)
        .setEpochs(8)
        .setBatchSize(16)
        .setNumWorkers(2);
  }

  private byte[] weights(AdjointModel model) throws Exception {
    Path run = folder.resolve("run" + System.nanoTime());
    model.writeRun(run);
    return Files.readAllBytes(run.resolve("model.safetensors"));
  }

  @Test
  void theOrderOfTheRowsAndTheirPartitionsChangeNoBit() throws Exception {
    Path run = folder.resolve("kept");
    AdjointModel first = estimator().setRunDir(run.toString()).fit(penguins().coalesce(1));
    AdjointModel second = estimator().fit(penguins().orderBy("flipper_length_mm").repartition(5));

    assertThat(weights(second)).isEqualTo(weights(first));
    List<Row> answers = first.transform(penguins().filter("species IS NOT NULL")).collectAsList();
    assertThat(answers)
        .filteredOn(row -> row.getAs("species").equals(row.getAs("predicted_label")))
        .hasSizeGreaterThan(answers.size() * 95 / 100);
    assertThat(Files.readAllLines(run.resolve("epochs.csv")))
        .hasSize(9)
        .first()
        .isEqualTo(
            "epoch,steps,loss,validation_loss,samples,seconds,communication,samples_per_second,samples_per_second_of_each_worker");
    assertThat(TrainedModel.load(run).saved().settings().batch()).isEqualTo(16);
  }

  @Test
  void epochsAreToldWhileTrainingRuns() throws Exception {
    Path run = folder.resolve("live");
    CompletableFuture<AdjointModel> endless =
        CompletableFuture.supplyAsync(() ->
            estimator()
                .setEpochs(1_000_000)
                .setPatience(0)
                .setMaxRestarts(0)
                .setRunDir(run.toString())
                .fit(penguins()));
    Path figures = run.resolve("epochs.csv");
    while (!Files.exists(figures) && !endless.isDone()) {
      Thread.sleep(20);
    }

    assertThat(endless).isNotDone();
    assertThat(Files.readAllLines(figures))
        .hasSizeGreaterThan(1)
        .last()
        .asString()
        .matches("\\d+,.*,\\d+ \\d+");
    LocalSpark.session().sparkContext().cancelAllJobs();
    assertThatThrownBy(endless::join).hasCauseInstanceOf(ClusterException.class);
    // The workers have ended, too, so there is room for the next ones.
    assertThat(estimator().setEpochs(1).fit(penguins())).isNotNull();
  }

  @Test
  void trainingGoesOnFromACheckpointWithTheSameBits() throws Exception {
    Path checkpoints = folder.resolve("checkpoints");
    byte[] unbroken = weights(estimator().fit(penguins()));
    AdjointEstimator kept =
        estimator().setCheckpointDir(checkpoints.toString()).setCheckpointSteps(7);
    assertThat(weights(kept.fit(penguins()))).isEqualTo(unbroken);
    List<Path> files;
    try (Stream<Path> all = Files.list(checkpoints)) {
      files =
          all.filter(file -> file.getFileName().toString().startsWith("step-")).sorted().toList();
    }
    assertThat(files).hasSize(2);
    // The newest one is cut short, so training goes on from the one before.
    Files.write(files.getLast(), new byte[] {1, 2, 3});
    Files.deleteIfExists(
        files.getLast().resolveSibling("." + files.getLast().getFileName() + ".crc"));
    assertThat(weights(kept.fit(penguins()))).isEqualTo(unbroken);

    assertThatThrownBy(() -> kept.setBatchSize(8).fit(penguins()))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith(
            "synchronous training: resume: the checkpoint is from another run: batch was 16 and is"
                + " now 8")
        .hasMessageEndingWith("; choose another folder for the checkpoints");
  }

  @Test
  void aLossThatIsNotFiniteIsSaidOnce() {
    assertThatThrownBy(() -> estimator().setOptimizer("sgd").setStepSize(1e30).fit(penguins()))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("synchronous training: train: ");
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> estimator().setMode("async").fit(penguins()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "mode: 'async' is neither local nor sync; local averages weights, sync adds up"
                + " gradients");
    assertThatThrownBy(() -> estimator().setCheckpointSteps(0).fit(penguins()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "synchronous training: steps between checkpoints 0 must be at least 1, restarts 3 at"
                + " least 0 and the timeout 60 s at least 1");
  }

  @Test
  void figuresOfAnEpochAreALine() {
    SyncRecord epoch =
        new SyncRecord(
            1, 4, 10, 0.5, 0.25, 320, 2, new double[] {0.5, 0.25}, new double[] {160, 106.7});
    assertThat(epoch.line())
        .isEqualTo(
            "epoch 1 of 4: loss 0.50000, validation 0.25000, 320 samples in 2.00 s, communication"
                + " 38 %, samples/s of each worker [160, 107]");
  }
}
