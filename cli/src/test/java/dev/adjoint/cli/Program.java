package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs the program, here or in a process of its own, and keeps what it says.
final class Program {

  private static final JsonMapper JSON = new JsonMapper();

  /// What a run of the program left.
  ///
  /// @param out what it printed on standard output
  /// @param err what it printed on standard error, without the JVM's own warnings
  record Run(int exitCode, String out, String err) {

    /// Standard output as JSON; fails if there is anything else in it.
    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  private Program() {}

  /// Runs it in this process.
  static Run run(Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var told = new ByteArrayOutputStream();
    var complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
    try {
      int exitCode = Main.run(texts(arguments).toArray(String[]::new));
      return new Run(exitCode, told.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /// Starts it in a process of its own, with options for the JVM.
  static Process start(Path folder, List<String> options, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(texts(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  /// Runs it in a process of its own and waits for its end.
  static Run launch(Path folder, List<String> options, Object... arguments) throws Exception {
    Process process = start(folder, options, arguments);
    return end(folder, process);
  }

  /// Waits for the end of a process that was started in this folder.
  static Run end(Path folder, Process process) throws Exception {
    int exitCode = process.waitFor();
    return new Run(
        exitCode,
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt"))
            .replaceAll("(?m)^(WARNING: Using incubator|OpenJDK 64-Bit).*\\R", ""));
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  private static List<String> texts(Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    return texts;
  }
}
