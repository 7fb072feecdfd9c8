package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {

  @TempDir private Path folder;

  private Path run() {
    Path run = folder.resolve("run 一");
    Program.run("train", "--set", "plane", "--samples", 60, "--epochs", 1, "--out", run);
    return run;
  }

  @Test
  void theClassAnswersInAPlainJvm() throws IOException, InterruptedException {
    var export =
        Program.run("export", run(), "--java", folder.resolve("src"), "--class", "a.Plane");

    assertThat(export.err()).isEmpty();
    assertThat(export.out())
        .isEqualTo(
            "%s%n%s%n%s%n"
                .formatted(
                    folder.resolve("src/a/Plane.java"),
                    folder.resolve("src/a/Plane.weights"),
                    folder.resolve(
                        "src/META-INF/native-image/a.Plane/reachability-metadata.json")));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null, null, null, "--release", "11", folder.resolve("src/a/Plane.java").toString());
    assertThat(code).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.resolve("src").toString(),
                "a.Plane",
                "x1=0.5",
                "x2=-1")
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    Path rows = Files.writeString(folder.resolve("rows.csv"), "x1,x2\n0.5,-1\n");
    String predicted = Program.run("predict", folder.resolve("run 一"), rows).out();
    double expected =
        Double.parseDouble(predicted.lines().skip(1).findFirst().orElseThrow().split(",", -1)[0]);
    assertThat(Double.parseDouble(answer.strip())).isCloseTo(expected, within(1e-5));
  }

  @Test
  void aFileThatIsThereIsNotReplaced() throws IOException {
    Path java = Files.writeString(folder.resolve("Model.java"), "mine");

    var export = Program.run("export", run(), "--java", folder);

    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err())
        .isEqualTo(
            "adjoint: %s: there is such a file already; name another class, or replace it with --force%n"
                .formatted(java));
    assertThat(Files.readString(java)).isEqualTo("mine");
  }

  @Test
  void weightsThatAreThereAreNotReplaced() throws IOException {
    Path weights = Files.writeString(folder.resolve("Model.weights"), "mine");

    var export = Program.run("export", run(), "--java", folder);

    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err())
        .isEqualTo(
            "adjoint: %s: there is such a file already; name another class, or replace it with --force%n"
                .formatted(weights));
    assertThat(Files.readString(weights)).isEqualTo("mine");
    assertThat(folder.resolve("Model.java")).doesNotExist();
  }

  @Test
  void aFileInPlaceOfTheFolderIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "mine");

    var export = Program.run("export", run(), "--java", file);

    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err())
        .isEqualTo(
            "adjoint: --java: the folder %s cannot be written (file already exists: %s); choose another one with --java or free some space%n"
                .formatted(file, file));
    assertThat(Files.readString(file)).isEqualTo("mine");
  }
}
