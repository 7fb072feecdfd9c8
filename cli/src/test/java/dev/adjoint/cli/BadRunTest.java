package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose folder is damaged, full or not theirs, and runs that diverge: one clear line, exit
/// code 1, and what was saved before is whole.
final class BadRunTest {

  @TempDir private Path folder;

  @Test
  void tellsAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    Program.Run run = Program.run("train", "--samples", 50, "--out", file);

    assertFails(
        run,
        "out: the folder %s cannot be written (file already exists: %s); choose another one with --out or free some space"
            .formatted(file, file));
    assertThat(file).hasContent("kept");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsAFullDiskAndKeepsTheEarlierRun() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(shell("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk)).isZero();
    try {
      Path out = disk.resolve("run");
      train(out, "--layers", 4);
      String weights = sha256(out);
      Files.write(disk.resolve("filler"), new byte[Math.toIntExact(free(disk) - 40_000)]);

      Program.Run second =
          Program.run(
              "train", "--samples", 100, "--epochs", 2, "--layers", "128,128", "--out", out);

      assertThat(second.err())
          .isEqualTo(
              "adjoint: out: %s cannot be written (No space left on device); free some space or choose another folder with --out. What was saved before is whole%n"
                  .formatted(out.resolve("checkpoint.safetensors")));
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(sha256(out.resolve("earlier"))).isEqualTo(weights);
      assertThat(Program.run("evaluate", out.resolve("earlier")).exitCode()).isZero();
      try (var files = Files.list(out)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.endsWith(".tmp"));
      }
    } finally {
      shell("umount", disk);
    }
  }

  @Test
  void tellsALossThatIsNoLongerFinite() throws IOException {
    Path out = folder.resolve("run");
    train(out, "--layers", 4);
    String weights = sha256(out);

    Program.Run run =
        Program.run(
            "train",
            "--samples",
            100,
            "--rate",
            "1e30",
            "--optimizer",
            "sgd",
            "--batch",
            16,
            "--out",
            out);

    assertFails(
        run,
        "train: the loss became NaN at epoch 1, batch 2 (step 2) with Sgd[rate=1.0E30, "
            + "momentum=0.0, dampening=0.0, weightDecay=0.0, nesterov=false]; lower the rate, or "
            + "check the data for huge values");
    assertThat(sha256(out.resolve("earlier"))).isEqualTo(weights);
    assertThat(run.out())
        .contains("The earlier run in %s is now in %s".formatted(out, out.resolve("earlier")));
  }

  @Test
  void tellsACheckpointThatIsCutShort() throws IOException {
    Path out = folder.resolve("run");
    train(out);
    Path checkpoint = out.resolve("checkpoint.safetensors");
    byte[] whole = Files.readAllBytes(checkpoint);
    String weights = sha256(out);

    Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 100));
    Program.Run late = resume(out);
    Files.write(checkpoint, Arrays.copyOf(whole, 5));
    Program.Run early = resume(out);

    assertThat(late.err())
        .matches(
            "(?s)adjoint: .*checkpoint.safetensors: the tensors need \\d+ bytes of data but the file has \\d+; it is cut short or too long, .*");
    assertThat(early.err())
        .startsWith(
            "adjoint: %s: a safetensors file has at least 8 bytes but this one has 5; "
                .formatted(checkpoint));
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(sha256(out)).isEqualTo(weights);
    assertThat(checkpoint).hasSize(5);
  }

  @Test
  void tellsACheckpointOfAnotherRun() throws IOException {
    Path mine = folder.resolve("mine");
    Path other = folder.resolve("other");
    train(mine, "--layers", 4);
    train(other, "--layers", 5);
    Path checkpoint = mine.resolve("checkpoint.safetensors");
    Files.delete(checkpoint);
    Files.copy(other.resolve("checkpoint.safetensors"), checkpoint);
    String weights = sha256(mine);

    Program.Run run = resume(mine);

    assertThat(run.err())
        .startsWith("adjoint: resume: the checkpoint is from another run: model was Sequential(")
        .endsWith(
            "; resume with the same data and options, or start a new run without --resume"
                + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(sha256(mine)).isEqualTo(weights);
  }

  @Test
  void tellsAFolderWithoutARun() {
    Path out = folder.resolve("nothing");

    assertFails(
        resume(out),
        "resume: there is no %s; give the folder of a run with --out, or start a new run without --resume"
            .formatted(out.resolve("checkpoint.safetensors")));
    assertThat(out).doesNotExist();
    assertFails(
        Program.run("evaluate", out),
        "model: there is no %s; give the folder that a training run left, or train one first with adjoint train"
            .formatted(out.resolve("model.json")));
  }

  @Test
  void tellsAModelThatIsDamaged() throws IOException {
    Path out = folder.resolve("run");
    train(out);
    Path json = out.resolve("model.json");
    String text = Files.readString(json);

    Files.writeString(json, text.replace("\"inputs\" : [ 2 ]", "\"inputs\" : [ -2 ]"));
    assertThat(Program.run("evaluate", out).err()).startsWith(damaged(json));
    Files.writeString(json, text.replace("ADAMW", "x").replace("adamw", "x"));
    assertThat(Program.run("evaluate", out).err()).startsWith(damaged(json));
    Files.writeString(json, text.substring(0, text.length() / 2));
    Program.Run half = Program.run("evaluate", out);
    Files.writeString(json, "{}");
    Program.Run empty = Program.run("evaluate", out);

    assertThat(half.err()).startsWith("adjoint: model: %s is damaged: not JSON (".formatted(json));
    assertThat(half.exitCode()).isEqualTo(1);
    assertFails(
        empty,
        "model: %s has the format '' but this program reads 'adjoint model 2'; train the model again"
            .formatted(json));
  }

  @Test
  void tellsWeightsThatAreDamagedOrOfAnotherModel() throws IOException {
    Path out = folder.resolve("run");
    Path other = folder.resolve("other");
    train(out, "--layers", 4);
    train(other, "--layers", 5);
    Path weights = out.resolve("model.safetensors");

    Files.writeString(weights, "not weights at all");
    Program.Run damaged = Program.run("evaluate", out);
    Files.delete(weights);
    Program.Run missing = Program.run("evaluate", out);
    Files.copy(other.resolve("model.safetensors"), weights);
    Program.Run swapped = Program.run("evaluate", out);

    assertThat(damaged.err())
        .startsWith("adjoint: %s: the header should have ".formatted(weights))
        .contains("it is cut short or not a safetensors file");
    assertFails(
        missing,
        "model: there is no %s; the run in %s has not finished, go on with adjoint train --resume --out %s"
            .formatted(weights, out, out));
    assertThat(swapped.err())
        .isEqualTo(
            "adjoint: %s: it has 27 weights but the network that model.json describes needs 22; the two files belong to different models or one is damaged%n"
                .formatted(weights));
    assertThat(swapped.exitCode()).isEqualTo(1);
  }

  private static String damaged(Path json) {
    return "adjoint: model: %s is damaged: ".formatted(json);
  }

  private static Program.Run resume(Path out) {
    return Program.run("train", "--resume", "--out", out);
  }

  private static void train(Path out, Object... more) {
    Object[] arguments =
        Stream.concat(
                Stream.of("train", "--samples", 50, "--epochs", 2, "--out", out),
                Arrays.stream(more))
            .toArray();
    Program.Run run = Program.run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static String sha256(Path out) throws IOException {
    return Program.json(out.resolve("metrics.json")).path("weights_sha256").asString();
  }

  private static void assertFails(Program.Run run, String message) {
    assertThat(run.err()).isEqualTo("adjoint: " + message + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private static long free(Path disk) throws IOException {
    return Files.getFileStore(disk).getUsableSpace();
  }

  private static int shell(Object... command) throws IOException, InterruptedException {
    var texts = Arrays.stream(command).map(Object::toString).toList();
    try {
      return new ProcessBuilder(texts)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }
}
