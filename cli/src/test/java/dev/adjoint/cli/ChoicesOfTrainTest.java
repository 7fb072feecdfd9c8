package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Options of `train` beyond the usual: columns with commas, unbalanced classes, fewer epochs.
final class ChoicesOfTrainTest {

  @TempDir private Path folder;

  @Test
  void columnsWithCommasAreDroppedAndForced() throws IOException {
    StringBuilder text = new StringBuilder("\"weight, dry\",\"code, post\",y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(1000 + i % 4).append(i % 4 < 2 ? ",a\n" : ",b\n");
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Path out = folder.resolve("run");
    Program.Run run =
        Program.run(
            "train",
            file,
            "--target",
            "y",
            "--drop",
            "weight, dry",
            "--categories",
            "code, post",
            "--epochs",
            1,
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode features =
        Program.json(out.resolve("model.json")).path("preprocessing").path("features");
    assertThat(features).hasSize(1);
    assertThat(features.get(0).path("column").asString()).isEqualTo("code, post");
    assertThat(features.get(0).path("kind").asString()).isEqualTo("category");
    assertThat(Program.run("evaluate", out).exitCode()).isZero();
  }

  @Test
  void unbalancedClassesAreNamedAndCanBeWeighted() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 500; i++) {
      boolean rare = i % 50 == 0;
      text.append(Math.sin(i * 12.9898) + (rare ? 1.2 : 0)).append(rare ? ",rare\n" : ",usual\n");
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Program.Run plain = train(file, "plain");
    Program.Run weighted = train(file, "weighted", "--class-weights", "balanced");

    assertThat(plain.out())
        .contains(
            "the classes are unbalanced: 392 samples of 'usual' but 8 of 'rare', so the model may ignore the rare one; class weights (--class-weights balanced) let every class count the same");
    assertThat(weighted.out()).doesNotContain("unbalanced");
    assertThat(takenForRare("weighted")).isGreaterThan(takenForRare("plain"));
    Program.Run resumed =
        Program.run("train", "--resume", "--epochs", 31, "--out", folder.resolve("weighted"));
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).doesNotContain("unbalanced");
  }

  @Test
  void theStepSizeCanBeLookedForFirst() throws IOException {
    Path out = folder.resolve("run");
    Program.Run run =
        Program.run("train", "--samples", 80, "--epochs", 2, "--find-rate", "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "Rate finder: \\d+ steps with step sizes from 1×10⁻⁶ to \\S+; the loss falls fastest at \\S+ and is least at \\S+\\. Training with --rate \\S+");
    double rate = Program.json(out.resolve("model.json")).path("training").path("rate").asDouble();
    assertThat(run.out()).contains("Training with --rate " + rate);
    assertThat(out.resolve("rate.png")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("rate.svg"))).contains("Learning-rate finder");
    assertThat(Files.readString(out.resolve("report.zh.html"))).contains("学习率查找");
    Path again = folder.resolve("again");
    Program.run("train", "--samples", 80, "--epochs", 2, "--rate", rate, "--out", again);
    assertThat(Files.readAllBytes(again.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(out.resolve("model.safetensors")));
    assertThat(Program.run("train", "--find-rate", "--rate", 0.1).err())
        .contains("--find-rate chooses the step size, and so does --rate; leave out one of them");
    assertThat(Program.run("train", "--find-rate", "--search", "5m").err())
        .contains("--find-rate chooses the step size, and so does --search; leave out one of them");
  }

  @Test
  void fewerEpochsThanDoneAreRefused() {
    Path out = folder.resolve("run");
    Program.run("train", "--samples", 50, "--epochs", 3, "--out", out);
    Program.Run run = Program.run("train", "--resume", "--epochs", 2, "--out", out);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: resume: the run in %s has done 3 epochs, which is more than the 2 of --epochs; give at least 3, or start a new run without --resume%n"
                .formatted(out));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aStartOutsideTheDomainIsNotBlamedOnTheRate() {
    Path out = folder.resolve("descent");
    Program.Run outside =
        Program.run("descent", "--function", "log(x)", "--start", "-1", "--out", out);
    assertThat(outside.err())
        .startsWith(
            "adjoint descent: --start -1 is outside the domain of log(x), which is NaN there; choose another start");
    assertThat(outside.exitCode()).isEqualTo(2);
    Program.Run leaves =
        Program.run(
            "descent", "--function", "log(x)", "--start", "0.5", "--rate", "0.4", "--out", out);
    assertThat(leaves.out())
        .containsPattern(
            "step 1 leaves the domain of the function, which is NaN at -0\\.3\\d*; lower the rate, or choose another start");
    for (String rate : new String[] {"-0.1", "0", "NaN", "Infinity"}) {
      Program.Run run = Program.run("descent", "--rate", rate, "--out", out);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("but must be a finite number above 0; 0.1 is usual");
    }
  }

  /// How many of the held-out samples are taken for the rare class, which comes first in the order
  /// of the names.
  private int takenForRare(String name) {
    JsonNode confusion =
        Program.run("evaluate", folder.resolve(name), "--json").json().path("confusion");
    return confusion.get(0).get(0).asInt() + confusion.get(1).get(0).asInt();
  }

  private Program.Run train(Path file, String name, Object... more) {
    Object[] all = {"train", file, "--target", "y", "--epochs", 30, "--out", folder.resolve(name)};
    Object[] arguments = new Object[all.length + more.length];
    System.arraycopy(all, 0, arguments, 0, all.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    Program.Run run = Program.run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }
}
