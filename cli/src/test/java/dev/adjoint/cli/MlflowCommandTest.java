package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MlflowCommandTest {

  @TempDir private Path folder;

  @Test
  void writesARunThatMlflowReads() throws IOException {
    Path store = folder.resolve("mlruns");
    var run =
        Program.run(
            "train",
            "--epochs",
            2,
            "--samples",
            60,
            "--out",
            folder.resolve("run"),
            "--mlflow",
            store);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("MLflow: " + store);
    List<Path> files;
    try (Stream<Path> all = Files.walk(store)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files.stream().map(file -> store.relativize(file).toString()))
        .anyMatch(name -> name.endsWith("/params/epochs"))
        .anyMatch(name -> name.endsWith("/metrics/validation/accuracy"));
  }

  @Test
  void aServerThatIsNotThereIsSaidBeforeTheTraining() {
    Path out = folder.resolve("run");
    var run = Program.run("train", "--epochs", 1, "--out", out, "--mlflow", "http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: mlflow: the server http://localhost:1 cannot be reached (ConnectException); check the address and that mlflow server runs%n"
                .formatted());
    assertThat(out.resolve("metrics.json")).doesNotExist();
  }
}
