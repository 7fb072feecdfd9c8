package dev.adjoint.spark.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A process that runs a [ClusterProgram]: a driver of its own, because a JVM can have one session
/// only.
public final class ClusterDriver implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final Writer commands;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ClusterDriver(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  /// Starts a driver.
  ///
  /// @param master `spark://…`, or `local[2]` for one machine
  /// @param jvm options of the JVMs of the driver and the executors
  /// @param options settings of Spark, `NAME=VALUE`
  public static ClusterDriver start(
      Path folder, String master, int megabytes, String jvm, String... options) throws IOException {
    List<String> command = new ArrayList<>(StandaloneCluster.java(folder, megabytes));
    command.addAll(List.of(jvm.split(" ", -1)));
    command.addAll(List.of(WithParent.class.getName(), ClusterProgram.class.getName(), master));
    command.add("spark.executor.defaultJavaOptions=" + jvm);
    command.addAll(List.of(options));
    Path log = folder.resolve("driver-%s.log".formatted(master.replaceAll("\\W+", "-")));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile());
    builder.environment().putAll(StandaloneCluster.environment(folder));
    return new ClusterDriver(builder.start(), log);
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("failed reading=" + e);
    }
  }

  /// Makes the driver begin a command of [ClusterProgram].
  public void begin(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
  }

  /// Waits for the end of a command.
  ///
  /// @return what it found, by name
  public Map<String, String> end(Duration deadline) throws InterruptedException {
    String line = lines.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null || !line.startsWith("done ")) {
      throw new AssertionError(
          "the driver said '%s'%s; its log is %s"
              .formatted(line, process.isAlive() ? "" : " and has ended", log));
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String each : line.substring("done ".length()).split(" ", -1)) {
      String[] parts = each.split("=", 2);
      found.put(parts[0], parts[1]);
    }
    return found;
  }

  /// What has this name.
  static String value(Map<String, String> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /// Does a command.
  public Map<String, String> run(String command, Duration deadline)
      throws IOException, InterruptedException {
    begin(command);
    return end(deadline);
  }

  /// Whether a command has ended.
  public boolean isDone() {
    return !lines.isEmpty();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
