package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Real processes that are ended in the middle of training, and what comes of them.
final class ResumeTest {

  /// Long enough to be hit in the middle, with dropout so that randomness must go on too.
  private static final List<Object> RUN =
      List.of(
          "train",
          "--samples",
          400,
          "--epochs",
          60,
          "--batch",
          8,
          "--patience",
          0,
          "--dropout",
          0.1,
          "--layers",
          "24,24");

  @TempDir private Path folder;

  @Test
  void endsInTheSameBitsHoweverOftenItIsKilled() throws Exception {
    String unbroken = unbroken();
    SplittableRandom random = new SplittableRandom(11);
    Path out = folder.resolve("killed");
    int killed = 0;

    Process process = start(out, RUN);
    for (int round = 0; round < 4; round++) {
      await(out.resolve("checkpoint.safetensors"), process);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(50, 900));
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly();
      process.waitFor();
      process = start(out, List.of("train", "--resume"));
    }
    Program.Run last = Program.end(folder, process);

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(killed).isPositive();
    assertThat(sha256(out)).isEqualTo(unbroken);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void savesAndSaysHowToGoOnWhenAskedToEnd() throws Exception {
    String unbroken = unbroken();
    assertInterrupted("INT", 130, unbroken);
    assertInterrupted("TERM", 143, unbroken);
  }

  private void assertInterrupted(String signal, int exitCode, String unbroken) throws Exception {
    Path out = folder.resolve(signal);
    Process process = start(out, RUN);
    await(out.resolve("checkpoint.safetensors"), process);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    Program.Run broken = Program.end(folder, process);

    assertThat(broken.out())
        .as(broken.err())
        .endsWith("Interrupted. Continue with: adjoint train --resume --out %s%n".formatted(out));
    assertThat(broken.exitCode()).isEqualTo(exitCode);
    assertThat(out.resolve("metrics.json")).doesNotExist();

    Program.Run resumed = Program.run("train", "--resume", "--out", out);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("Continuing at epoch ");
    assertThat(sha256(out)).isEqualTo(unbroken);
  }

  @Test
  void aFinishedRunCanBeGivenMoreEpochs() throws Exception {
    Path longer = folder.resolve("longer");
    Path atOnce = folder.resolve("at once");

    train(longer, "--epochs", 3);
    Program.Run resumed = Program.run("train", "--resume", "--epochs", 5, "--out", longer);
    train(atOnce, "--epochs", 5);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(sha256(longer)).isEqualTo(sha256(atOnce));
    assertThat(Program.json(longer.resolve("metrics.json")).get("history"))
        .isEqualTo(Program.json(atOnce.resolve("metrics.json")).get("history"));
  }

  private static void train(Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--samples", 100, "--patience", 0, "--out", out));
    arguments.addAll(List.of(more));
    Program.Run run = Program.run(arguments.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private String unbroken() throws IOException {
    Path out = folder.resolve("unbroken");
    List<Object> arguments = new ArrayList<>(RUN);
    arguments.addAll(List.of("--out", out));
    Program.Run run = Program.run(arguments.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return sha256(out);
  }

  private Process start(Path out, List<Object> arguments) throws IOException {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(List.of("--out", out));
    return Program.start(folder, List.of(), all.toArray());
  }

  /// Waits until the file is there or the process has ended.
  private static void await(Path file, Process process) throws InterruptedException {
    while (!Files.exists(file) && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static String sha256(Path out) throws IOException {
    return Program.json(out.resolve("metrics.json")).path("weights_sha256").asString();
  }
}
