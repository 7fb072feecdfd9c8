package dev.adjoint.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmittedTrainingTest {

  private static final String PENGUINS = "../datasets/penguins.csv";

  @TempDir private Path folder;

  private static void train(String... arguments) {
    SubmittedTraining.train(LocalSpark.session(), arguments);
  }

  @Test
  void parametersOfTheEstimatorAreOptions() throws Exception {
    Path run = folder.resolve("run");
    train(
        "--data",
        PENGUINS,
        "--labelCol",
        "species",
        "--epochs",
        "3",
        "--numWorkers",
        "2",
        "--stepSize",
        "0.02",
        "--seed",
        "7",
        "--runDir",
        run.toString());

    assertThat(TrainedModel.load(run).saved().settings().seed()).isEqualTo(7);
    assertThat(TrainedModel.load(run).saved().settings().rate()).isEqualTo(0.02);
    assertThat(Files.readAllLines(run.resolve("rounds.csv"))).hasSizeGreaterThan(3);
  }

  @Test
  void optionsThatCannotBeAreNamed() {
    assertThatThrownBy(() -> train("--data", PENGUINS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: there is no --runDir; write --data FILE --runDir FOLDER --labelCol NAME");
    assertThatThrownBy(() -> train("--data", PENGUINS, "--runDir"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: '--runDir' is not --NAME VALUE; write --data FILE --runDir FOLDER --labelCol"
                + " NAME");
    assertThatThrownBy(() -> train("--data", PENGUINS, "--runDir", "run", "--numWorker", "3"))
        .isInstanceOf(DataException.class)
        .hasMessage("train: there is no option --numWorker; did you mean numWorkers?");
    assertThatThrownBy(() -> train("--data", PENGUINS, "--runDir", "run", "--epochs", "3.5"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train: --epochs is '3.5' but must be a whole number (passes over the rows, at least"
                + " 1)");
  }
}
