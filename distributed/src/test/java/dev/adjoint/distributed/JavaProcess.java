package dev.adjoint.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Java program that a test has started. It is ended with the test.
public final class JavaProcess implements AutoCloseable {

  private static final long DEADLINE = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private JavaProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /// The command for a program with the class path of this one.
  public static List<String> command(Class<?> program, String... args) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()),
            Stream.of(args))
        .toList();
  }

  public static JavaProcess start(Class<?> program, String... args) throws IOException {
    return start(command(program, args));
  }

  public static JavaProcess start(List<String> command) throws IOException {
    return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("cannot read: " + e);
    }
  }

  /// Waits for a line that begins so and returns it.
  public String await(String start) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE);
    while (System.nanoTime() < end) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line == null) {
        continue;
      }
      seen.add(line);
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("no line '%s…' came; so far %s".formatted(start, seen));
  }

  /// Waits for the end and returns the exit code.
  public int ended() throws InterruptedException {
    if (!process.waitFor(DEADLINE, TimeUnit.SECONDS)) {
      throw new AssertionError("the program does not end; so far " + seen + lines);
    }
    return process.exitValue();
  }

  public long pid() {
    return process.pid();
  }

  /// Sends a signal, such as `KILL` or `STOP`, to this program.
  public void signal(String name) throws IOException, InterruptedException {
    signal(name, pid());
  }

  public static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// A command on the path.
  public static Optional<Path> find(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
