package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Options of `train` about how far figures and probabilities can be trusted.
final class FoldsCommandTest {

  @TempDir private Path folder;

  private Program.Run train(String name, Object... more) {
    Object[] all = new Object[8 + more.length];
    System.arraycopy(
        new Object[] {
          "train", "--set", "moons", "--samples", 60, "--epochs", 2, "--out=" + folder.resolve(name)
        },
        0,
        all,
        0,
        8);
    System.arraycopy(more, 0, all, 8, more.length);
    return Program.run(all);
  }

  @Test
  void foldsAndCalibrationArePrintedAndInTheReport() throws IOException {
    Program.Run run = train("run", "--folds", 3, "--calibrate");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "Fold 3 of 3: accuracy 0\\.\\d+, loss \\d\\.\\d+ on 20 samples, best at epoch \\d")
        .containsPattern("3 folds: loss \\S+ ± \\S+, accuracy \\S+ ± \\S+")
        .contains("Calibrated on 12 held-out samples: temperature ");
    JsonNode metrics = Program.json(folder.resolve("run").resolve("metrics.json"));
    assertThat(metrics.path("folds").path("each")).hasSize(3);
    assertThat(metrics.path("folds").path("accuracy").path("deviation").isNumber()).isTrue();
    assertThat(metrics.path("calibration").path("temperature").asDouble()).isPositive();
    assertThat(Files.readString(folder.resolve("run").resolve("report.html")))
        .contains(
            "Cross-validation with 3 folds", "mean ± deviation", "Calibration by the temperature");
    assertThat(Files.readString(folder.resolve("run").resolve("report.zh.html")))
        .contains("3 折交叉验证");
    assertThat(Program.run("evaluate", folder.resolve("run")).exitCode()).isZero();
  }

  @Test
  void wrongFoldsAreRefusedBeforeTheTraining() {
    Program.Run run = train("one", "--folds", 1);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--folds is 1 but must be 2 … 100; 5 is usual");
    assertThat(folder.resolve("one")).doesNotExist();
    Program.Run many = train("many", "--folds", 61);
    assertThat(many.exitCode()).isEqualTo(1);
    assertThat(many.err())
        .contains("folds: 61 folds of 60 rows are not possible; give 2 to 60 folds");
    assertThat(folder.resolve("many")).doesNotExist();
  }

  @Test
  void samplesHaveTheWeightsOfTheirColumn() throws IOException {
    StringBuilder text = new StringBuilder("x,w,y\n");
    for (int i = 0; i < 60; i++) {
      text.append("%d,%d,%s\n".formatted(i % 2, i % 3 == 0 ? 20 : 1, i % 3 == 0 ? "a" : "b"));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Path out = folder.resolve("run");
    Program.Run run =
        Program.run(
            "train", file, "--target", "y", "--sample-weight", "w", "--epochs", 30, "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode model = Program.json(out.resolve("model.json"));
    assertThat(model.path("data").path("sample_weight").asString()).isEqualTo("w");
    assertThat(model.path("preprocessing").path("features")).hasSize(1);
    // A third of the rows is of class a, but they count twenty times.
    Path rows = Files.writeString(folder.resolve("new.csv"), "x\n0\n1\n");
    assertThat(Program.run("predict", out, rows).out().lines().skip(1))
        .allMatch(line -> line.startsWith("a,"));
  }

  @Test
  void aSearchLeavesItsTraceInTheReport() throws IOException {
    Program.Run run = train("run", "--time", "2s");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Searching for 2 s, with the last training:")
        .containsPattern("trial   1  validation loss +\\S+ +\\S+ s  defaults")
        .containsPattern("Searched \\d+ settings in |Nothing was searched");
    JsonNode metrics = Program.json(folder.resolve("run").resolve("metrics.json"));
    assertThat(metrics.path("search").path("trials").size()).isPositive();
    assertThat(metrics.path("search").path("limit_seconds").asDouble()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("run").resolve("report.html")))
        .contains("Search for settings within 2 s");
    Program.Run wrong = train("other", "--search", "soon");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("--search is 'soon' but must be a time above 0, such as 90s, 5m or 1h");
    assertThat(train("other", "--search", "2s", "--time", "2s").err())
        .contains("--search and --time both give a limit; leave out one of them");
  }

  @Test
  void severalTargetsAreTrainedPredictedAndReported() throws IOException {
    StringBuilder text = new StringBuilder("x,sum,twice,big,odd\n");
    for (int i = 0; i < 60; i++) {
      text.append("%d,%s,%s,%d,%d\n".formatted(i, i + 0.5, 2.5 * i, i > 30 ? 1 : 0, i % 2));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    for (String target : new String[] {"sum,twice", "big,odd"}) {
      Path out = folder.resolve(target.replace(',', '-'));
      Program.Run run = Program.run("train", file, "--target", target, "--epochs", 3, "--out", out);
      assertThat(run.exitCode()).as(run.err()).isZero();
      Program.Run answers = Program.run("predict", out, file);
      assertThat(answers.exitCode()).as(answers.err()).isZero();
      assertThat(answers.out().lines().findFirst().orElseThrow()).startsWith(target);
      assertThat(Program.run("evaluate", out, file).exitCode()).isZero();
      assertThat(Files.readString(out.resolve("report.html")))
          .contains(": " + target.split(",", -1)[0], ": " + target.split(",", -1)[1]);
    }
    assertThat(Program.run("look", file, "--target", "sum,twice").exitCode()).isZero();
  }
}
