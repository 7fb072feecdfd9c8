package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Training from a Java program: settings, the folder, stopping and going on, changed data.
final class TrainingTest {

  private static final Training SMALL =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 100, 0.1)).withHidden(4);

  @TempDir private Path folder;

  @Test
  void leavesAFolderThatLoadsToTheSameModel() throws IOException {
    Path out = folder.resolve("run");
    TrainingResult result =
        SMALL
            .withEpochs(3)
            .withBatch(10)
            .withRate(0.01)
            .withOptimizer(OptimizerChoice.ADAM)
            .withPatience(0)
            .withSeed(7)
            .withValidation(0.25)
            .withDropout(0.1)
            .run(out);
    assertThat(out)
        .isDirectoryContaining("glob:**model.json")
        .isDirectoryContaining("glob:**model.safetensors")
        .isDirectoryContaining("glob:**checkpoint.safetensors")
        .isDirectoryContaining("glob:**metrics.json");
    assertThat(result.history()).hasSize(3);
    assertThat(result.saved().settings().toMap())
        .containsEntry("batch", 10)
        .containsEntry("seed", 7L)
        .containsEntry("optimizer", "adam");
    TrainedModel loaded = TrainedModel.load(out);
    assertThat(loaded.saved()).isEqualTo(result.saved());
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.validation());
  }

  @Test
  void aStoppedRunThatIsResumedEndsInTheSameBits() {
    String whole = SMALL.withEpochs(4).run(folder.resolve("whole")).weightsSha256();
    TrainingRun run = SMALL.withEpochs(4).start(Optional.of(folder.resolve("broken")));
    run.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 7) {
        run.stop();
      }
    });
    assertThatThrownBy(run::run)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("was stopped before its end; go on with TrainingRun.resume");
    run.close();
    TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty());
    assertThat(rest.resumedAt().orElseThrow().step()).isEqualTo(7);
    assertThat(rest.run().weightsSha256()).isEqualTo(whole);
    rest.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = OptimizerChoice.class,
      names = {"AMSGRAD", "ASGD", "RPROP", "MUON", "SHAMPOO", "SCHEDULEFREE", "ADAFACTOR", "LAMB"})
  void anUpdateRuleThatIsResumedInTheMiddleOfAnEpochEndsInTheSameBits(OptimizerChoice rule) {
    Training training = SMALL.withEpochs(6).withOptimizer(rule).withPatience(0);
    TrainingResult unbroken = training.run(folder.resolve("whole"));
    TrainingRun run = training.start(Optional.of(folder.resolve("broken")));
    run.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() == 7) {
        run.stop();
      }
    });
    assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    run.close();
    TrainingRun rest = TrainingRun.resume(folder.resolve("broken"), Optional.empty());
    assertThat(rest.run().weightsSha256()).isEqualTo(unbroken.weightsSha256());
    rest.close();
    TrainedModel loaded = TrainedModel.load(folder.resolve("whole"));
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(unbroken.validation());
    assertThat(unbroken.history().getLast().training().loss())
        .as(rule.toString())
        .isLessThan(unbroken.history().getFirst().training().loss());
  }

  @Test
  void aWeightDecayThatARuleDoesNotHaveIsRefused() {
    assertThatThrownBy(() ->
            SMALL
                .withOptimizer(OptimizerChoice.RPROP)
                .withWeightDecay(0.1)
                .run(folder.resolve("run")))
        .hasMessage(
            "settings: weight decay is 0.1 but rprop has none; leave it out or choose adamw");
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> SMALL.withEpochs(0).run(folder.resolve("a")))
        .isInstanceOf(DataException.class)
        .hasMessage("settings: epochs must be at least 1 but is 0; give a larger number");
    assertThatThrownBy(() -> SMALL.withRate(Double.NaN).run(folder.resolve("a")))
        .hasMessage("settings: rate must be a finite number above 0 but is NaN; 0.001 is usual");
    assertThatThrownBy(() -> SMALL.withHidden(4, -1).run(folder.resolve("a")))
        .hasMessage(
            "network: layers are [4, -1] but each must be at least 1; a single 0 means no hidden layer");
    assertThatThrownBy(() -> SMALL.withDropout(1).run(folder.resolve("a")))
        .hasMessage("network: dropout is 1.0 but must be at least 0 and below 1; 0.5 is usual");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void heldOutSamplesAreRefusedOnceTheDataHasChanged() throws IOException {
    Path file = Samples.animals(folder);
    Path out = folder.resolve("run");
    TrainingResult result =
        Training.of(CsvTable.of(file, "kind")).withEpochs(2).withHidden(4).run(out);
    List<String> lines = Files.readAllLines(file);
    TrainedModel model = TrainedModel.load(out);
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());

    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted.subList(1, sorted.size()));
    List<String> longer = new ArrayList<>(lines);
    longer.add("3,4,house,cat");
    List<String> edited = new ArrayList<>(lines);
    edited.set(5, edited.get(5).replaceFirst("^[^,]*", "9"));
    for (List<String> changed : List.of(sorted, longer, edited)) {
      Files.write(file, changed);
      assertThatThrownBy(model::evaluateHeldOut)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("read animals: the data has changed since the run (train was 48 ")
          .hasMessageEndingWith(
              "), so it is unknown which samples it trained on and which it held out; restore the data, give new data, or train again");
      assertThatThrownBy(() -> TrainingRun.resume(out, Optional.of(4)))
          .hasMessageStartingWith("read animals: the data has changed since the run (");
    }

    Files.write(file, lines);
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());
  }
}
