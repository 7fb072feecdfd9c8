package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A folder with images to train on and images to test on: the test has no part in training nor in
/// the choice of the best epoch, and is reported once.
final class ImageTestPartTest {

  @TempDir private Path folder;

  @Test
  void theTestDecidesNothingAndIsReportedAtTheEnd() throws IOException {
    Path digits = Idx.folder(folder.resolve("digits"), 200);
    JsonNode alone = train(digits, "alone");
    Idx.pair(digits, "t10k", 50, 2);
    JsonNode tested = train(digits, "tested");
    Idx.pair(digits, "t10k", 30, 3);
    JsonNode other = train(digits, "other");

    assertThat(alone.has("test")).isFalse();
    for (JsonNode run : new JsonNode[] {tested, other}) {
      assertThat(run.path("weights_sha256")).isEqualTo(alone.path("weights_sha256"));
      assertThat(run.path("validation")).isEqualTo(alone.path("validation"));
      assertThat(run.path("best_epoch")).isEqualTo(alone.path("best_epoch"));
      assertThat(run.path("test").path("accuracy").isNumber()).isTrue();
    }
    assertThat(tested.path("test")).isNotEqualTo(other.path("test"));
    assertThat(Program.json(folder.resolve("tested/metrics.json")).path("test"))
        .isEqualTo(tested.path("test"));
    assertThat(Files.readString(folder.resolve("tested/report.html")))
        .containsPattern("<th[^>]*>test</th>");
  }

  @Test
  void theOutputNamesTheTestAndEvaluateUsesIt() throws IOException {
    Path digits = Idx.folder(folder.resolve("digits"), 200);
    Idx.pair(digits, "t10k", 50, 2);
    Path out = folder.resolve("run");
    Program.Run run = Program.run("train", digits, "--epochs", 2, "--layers", "16", "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "t10k-images-idx3-ubyte is for the test at the end; it has no part in training nor in the choice of the best epoch")
        .contains("160 samples to train on, 40 held out, 50 for the test, 10 classes")
        .containsPattern("best at epoch \\d: validation accuracy .*; test accuracy ");

    Program.Run judged = Program.run("evaluate", out, digits, "--json");
    assertThat(judged.json().path("samples").asInt()).isEqualTo(50);
    assertThat(judged.json().path("accuracy"))
        .isEqualTo(Program.json(out.resolve("metrics.json")).path("test").path("accuracy"));
    assertThat(judged.err())
        .startsWith(
            "t10k-images-idx3-ubyte is used, not the images to train on in the same folder"
                + System.lineSeparator());
  }

  private JsonNode train(Path digits, String name) {
    Program.Run run =
        Program.run(
            "train",
            digits,
            "--epochs",
            3,
            "--layers",
            "16",
            "--json",
            "--out",
            folder.resolve(name));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }
}
