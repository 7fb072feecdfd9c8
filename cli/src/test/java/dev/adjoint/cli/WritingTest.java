package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written arrives or is reported, and nothing is replaced that is not ours.
final class WritingTest {

  @TempDir private Path folder;

  private Path model;
  private Path data;

  @BeforeEach
  void train() throws IOException {
    model = folder.resolve("run");
    Program.Run run =
        Program.run(
            "train",
            "--set",
            "moons",
            "--samples",
            60,
            "--epochs",
            1,
            "--layers",
            4,
            "--out",
            model);
    assertThat(run.exitCode()).as(run.err()).isZero();
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 30_000; i++) {
      text.append(i % 7).append(',').append(i % 5).append('\n');
    }
    data = Files.writeString(folder.resolve("data.csv"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict MODEL DATA",
        "predict MODEL DATA --json",
        "evaluate MODEL",
        "train --samples 40 --epochs 1 --out OTHER",
        "train --samples 40 --epochs 1 --json --out OTHER",
        "gradcheck relu",
        "descent --steps 2 --out OTHER",
        "lesson",
        "--help",
        "train --help",
        "--version"
      })
  @EnabledOnOs(OS.LINUX)
  void aFullDiskBehindStandardOutputIsReported(String command) throws Exception {
    Process process =
        start(command, ProcessBuilder.Redirect.appendTo(Path.of("/dev/full").toFile()));

    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(1);
    assertThat(err)
        .contains(
            "adjoint: standard output cannot be written (No space left on device); what was printed is not complete");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aReaderThatLeavesIsReported() throws Exception {
    Process process = start("predict MODEL DATA", ProcessBuilder.Redirect.PIPE);
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertThat(reader.readLine()).startsWith("target,probability,");
    }

    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(1);
    assertThat(err).contains("adjoint: standard output cannot be written (Broken pipe)");
  }

  @Test
  void predictWithoutDataIsMisuse() {
    Program.Run run = Program.run("predict", model);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            adjoint predict: DATA is missing; give it after the command
            adjoint predict --help lists the options
            """);
  }

  @Test
  void theDataIsNeverReplacedByTheAnswer() throws IOException {
    String before = Files.readString(data);
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), data);
    for (Path out : List.of(data, folder.resolve("run/../data.csv"), link)) {
      assertFails(
          Program.run("predict", model, data, "--out", out),
          "out: %s is the data that is read and would be replaced; choose another file with --out"
              .formatted(out));
    }
    assertThat(data).hasContent(before);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aFileThatIsNoAnswerIsNeverReplaced() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.csv"), "a,b\n1,2\n");
    Path binary = Files.write(folder.resolve("mine.bin"), new byte[] {-1, -2, 0, 3});
    for (Path out : List.of(mine, binary, model.resolve("model.json"))) {
      byte[] before = Files.readAllBytes(out);
      Program.Run run = Program.run("predict", model, data, "--out", out);
      assertFails(
          run,
          "out: %s is not an earlier answer of this model (target, probability, p(0), p(1)) and would be replaced; choose another file with --out, or move it away"
              .formatted(out));
      assertThat(out).hasBinaryContent(before);
    }
  }

  @Test
  void anEarlierAnswerIsReplaced() throws IOException {
    Path out = folder.resolve("answer.csv");
    assertThat(Program.run("predict", model, data, "--out", out).exitCode()).isZero();
    List<String> first = Files.readAllLines(out);
    assertThat(first).hasSize(30_001);
    Files.writeString(data, "x,y\n1,2\n");
    assertThat(Program.run("predict", model, data, "--out", out).exitCode()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(2).startsWith(first.getFirst());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAreWrittenToAndNotReplaced() throws IOException {
    assertFails(
        Program.run("predict", model, data, "--out", "/dev/full"),
        "out: /dev/full cannot be written (No space left on device); check the folder and the free space");
    assertThat(Program.run("predict", model, data, "--out", "/dev/null").exitCode()).isZero();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertFails(
        Program.run("predict", model, data, "--out", folder),
        "out: %s is a folder; name a file in it with --out".formatted(folder));
    Path lost = folder.resolve("no/answer.csv");
    assertFails(
        Program.run("predict", model, data, "--out", lost),
        "out: there is no folder for %s; make it first, or choose another file with --out"
            .formatted(lost));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "predict", "descent", "lesson"})
  void anEmptyPathIsNotTheCurrentFolder(String command) {
    List<Object> arguments = new ArrayList<>(List.of(command, "--out", ""));
    if (command.equals("predict")) {
      arguments.addAll(List.of(model, data));
    }
    Program.Run run = Program.run(arguments.toArray());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--out: the path is empty; name a file or a folder");
  }

  private Process start(String command, ProcessBuilder.Redirect out) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Arrays.stream(command.split(" ", -1))
        .map(word ->
            switch (word) {
              case "MODEL" -> model.toString();
              case "DATA" -> data.toString();
              case "OTHER" -> folder.resolve("other").toString();
              default -> word;
            })
        .forEach(words::add);
    return new ProcessBuilder(words).redirectOutput(out).start();
  }

  private static void assertFails(Program.Run run, String message) {
    assertThat(run.err()).isEqualTo("adjoint: " + message + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
  }
}
