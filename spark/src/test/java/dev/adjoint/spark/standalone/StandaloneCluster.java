package dev.adjoint.spark.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A master and workers of Spark as processes of their own on the loopback interface, from the jars
/// of this program's class path. Each worker starts executors as its child processes.
public final class StandaloneCluster implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private static final String LOGGING = "log4j2.properties";

  /// The addresses of the processes are in their messages.
  private static final String LOGGED =
      """
      rootLogger.level = info
      rootLogger.appenderRef.stderr.ref = stderr
      appender.stderr.type = Console
      appender.stderr.name = stderr
      appender.stderr.target = SYSTEM_ERR
      appender.stderr.layout.type = PatternLayout
      appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex{short}
      """;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private String master = "";

  private StandaloneCluster(Path folder) {
    this.folder = folder;
  }

  /// Starts a cluster whose workers have one core each.
  ///
  /// @param folder for the logs and the files of the executors
  /// @throws IOException if processes cannot be started on this machine
  public static StandaloneCluster start(Path folder, int workers, int megabytes)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      // Spark looks for jars there; the class path of the executors names them instead.
      Files.createDirectories(folder.resolve("home/jars"));
      Files.writeString(folder.resolve(LOGGING), LOGGED);
      cluster.launch(
          "master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0");
      cluster.master = cluster.await("master", MASTER);
      for (int i = 0; i < workers; i++) {
        cluster.workers.add(
            cluster.launch(
                "worker" + i,
                "org.apache.spark.deploy.worker.Worker",
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                megabytes + "m",
                "--work-dir",
                folder.resolve("work" + i).toString(),
                cluster.master));
      }
      for (int i = 0; i < workers; i++) {
        cluster.await("worker" + i, Pattern.compile("(Successfully registered with master)"));
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /// The options of a JVM that is part of a cluster.
  public static List<String> java(Path folder, int megabytes) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + megabytes + "m",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-Dadjoint.tune=off",
        logging(folder));
  }

  /// The option that makes a JVM write the messages of Spark.
  public static String logging(Path folder) {
    return "-Dlog4j2.configurationFile=" + folder.resolve(LOGGING);
  }

  /// The class path of this program with absolute names, which hold in every folder.
  public static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// What the processes of a cluster need in their environment: without them Spark looks for a
  /// distribution, and for the address of this machine's name.
  public static Map<String, String> environment(Path folder) {
    return Map.of(
        "CLASSPATH", classPath(),
        "SPARK_HOME", folder.resolve("home").toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_PUBLIC_DNS", "127.0.0.1",
        "HADOOP_USER_NAME", "adjoint",
        "SPARK_USER", "adjoint");
  }

  private Process launch(String name, String main, String... args) throws IOException {
    List<String> command = new ArrayList<>(java(folder, 256));
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(WithParent.class.getName(), main, "--host", "127.0.0.1"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().putAll(environment(folder));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /// Waits for a line in the log of a process.
  private String await(String name, Pattern pattern) throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    long end = System.nanoTime() + DEADLINE.toNanos();
    String text = "";
    while (System.nanoTime() < end && processes.stream().allMatch(Process::isAlive)) {
      text = Files.readString(log);
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return found.group(1);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("%s did not write '%s': %s".formatted(name, pattern, text));
  }

  /// The address of the master, `spark://…`.
  public String master() {
    return master;
  }

  /// The folder of the logs.
  public Path folder() {
    return folder;
  }

  /// The executor of a worker, if it runs at present.
  public Optional<ProcessHandle> executor(int worker) {
    return workers.get(worker).children().filter(ProcessHandle::isAlive).findFirst();
  }

  /// Ends the executor of a worker by `kill -9`; the worker starts another one.
  public void killExecutor(int worker) throws IOException, InterruptedException {
    long pid = executor(worker).orElseThrow().pid();
    new ProcessBuilder("kill", "-9", Long.toString(pid)).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().join();
    }
  }
}
