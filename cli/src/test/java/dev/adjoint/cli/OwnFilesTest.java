package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands replace the files that they left before, and nothing else.
final class OwnFilesTest {

  @TempDir private Path folder;

  private Program.Run descent(int steps) {
    return Program.run("descent", "--out", folder, "--steps", steps);
  }

  @Test
  void picturesAreReplacedByNewOnes() throws IOException {
    assertThat(descent(3).exitCode()).isZero();
    byte[] before = Files.readAllBytes(folder.resolve("values.svg"));
    assertThat(descent(9).exitCode()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("values.svg"))).isNotEqualTo(before);
    assertThat(descent(3).exitCode()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("values.svg"))).isEqualTo(before);
  }

  @Test
  void aFileOfAPersonStopsTheCommandBeforeItWrites() throws IOException {
    Path mine = Files.writeString(folder.resolve("values.png"), "mine");
    Program.Run run = descent(3);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: out: %s was not left by this command, or has been changed since, and would be replaced; choose another folder with --out, or move the file away%n"
                .formatted(mine));
    assertThat(mine).hasContent("mine");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(mine);
    }
  }

  @Test
  void aPictureThatAPersonChangedIsTheirs() throws IOException {
    assertThat(descent(3).exitCode()).isZero();
    Path picture = folder.resolve("values.svg");
    Files.writeString(picture, Files.readString(picture) + "<!-- my note -->");
    assertThat(descent(9).exitCode()).isEqualTo(1);
    assertThat(picture).content().endsWith("<!-- my note -->");
  }

  @Test
  void lessonsDoNotReplaceForeignPictures() throws IOException {
    assertThat(Program.run("lesson", 1, "--out", folder).exitCode()).isZero();
    assertThat(Program.run("lesson", 1, "--out", folder).exitCode()).isZero();
    Path picture;
    try (var files = Files.list(folder)) {
      picture = files.filter(file -> file.toString().endsWith(".svg")).findFirst().orElseThrow();
    }
    Files.writeString(picture, "mine");
    assertThat(Program.run("lesson", 1, "--out", folder).exitCode()).isEqualTo(1);
    assertThat(picture).hasContent("mine");
  }

  @Test
  void termsAndWeightsAndLogsDoNotReplaceOtherFiles() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Program.run("train", "--epochs", 1, "--out", run).exitCode()).isZero();
    Path mine = Files.writeString(folder.resolve("mine.csv"), "a,b\n1,2\n");
    Program.Run csv =
        Program.run("explain", run, "--step", 1, "--why", "0.weight[0,0]", "--csv", mine);
    assertThat(csv.err())
        .contains(
            "csv: %s does not begin like a file of this option and would be damaged; choose another name, or move it away"
                .formatted(mine));
    Program.Run weights = Program.run("replay", run, "--step", 1, "--weights", mine);
    assertThat(weights.err())
        .isEqualTo(
            "adjoint: weights: %s is there already and would be replaced; choose another name, or move it away%n"
                .formatted(mine));
    Program.Run log = Program.run("serve", run, "--log", mine, "--port", 0);
    assertThat(log.exitCode()).isEqualTo(1);
    assertThat(log.err())
        .isEqualTo(
            "adjoint: log: %s is not a log of this server and would be damaged; name another file with --log%n"
                .formatted(mine));
    assertThat(mine).hasContent("a,b\n1,2\n");
  }
}
