package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What depends on the folder and the environment of the process.
final class RunsFolderTest {

  @TempDir private Path folder;

  @Test
  void eachRunGetsAFolderOfItsOwnAndPlainLinesInUtf8() throws Exception {
    Program.Run first = train("-Duser.language=de", "-Duser.country=DE");
    Program.Run second = train("-Dstdout.encoding=US-ASCII");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Linear(2 → 4)", "1,600 samples to train on", "Folder: runs/spirals (")
        .doesNotContain("\u001b", "\r");
    assertThat(second.out()).contains("Linear(2 → 4)", "Folder: runs/spirals-2 (");
    assertThat(first.err()).isEmpty();
    try (var runs = Files.list(folder.resolve("runs"))) {
      assertThat(runs.map(run -> run.getFileName().toString()))
          .containsExactlyInAnyOrder("spirals", "spirals-2");
    }
  }

  private Program.Run train(String... options) throws Exception {
    return Program.launch(
        folder, List.of(options), "train", "--samples", 2000, "--epochs", 1, "--layers", 4);
  }
}
