package dev.adjoint.cli.cluster;

import dev.adjoint.cli.command.CommandException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The process that drives a training on Spark: a JVM with Spark's jars, started by Spark's own
/// `SparkSubmit`, so that `spark-defaults.conf`, YARN and Kubernetes work as with `spark-submit`.
///
/// @param jars of Spark and of Adjoint
/// @param master of the cluster
/// @param settings of Spark, `NAME=VALUE`
/// @param workers the number of workers, if it was given
/// @param threads of each worker
record SparkDriver(
    SparkJars jars, SparkMaster master, List<String> settings, OptionalInt workers, int threads) {

  private static final String MAIN = "dev.adjoint.spark.submit.SubmittedTraining";

  /// Trains, and waits for the end.
  ///
  /// @param arguments of the program on Spark
  /// @param log the file for all messages of Spark
  /// @param listener gets each line for people
  /// @return the exit code of the process
  int run(List<String> arguments, Path log, Consumer<String> listener) {
    try {
      Path logging = Files.createTempFile("adjoint-spark", ".properties");
      try {
        Files.writeString(logging, logging(log), StandardCharsets.UTF_8);
        ProcessBuilder builder =
            new ProcessBuilder(command(arguments, logging, System.getenv()))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        return end(builder.start(), listener);
      } finally {
        Files.deleteIfExists(logging);
      }
    } catch (IOException e) {
      throw new CommandException(
          "spark: the process of the driver cannot be started (%s)".formatted(e.getMessage()), e);
    }
  }

  private static int end(Process driver, Consumer<String> listener) {
    // Ctrl-C reaches both processes; a signal to this one alone is passed on.
    Thread hook = new Thread(driver::destroy, "spark-driver");
    Runtime.getRuntime().addShutdownHook(hook);
    try (BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(listener);
      return driver.waitFor();
    } catch (IOException | UncheckedIOException e) {
      driver.destroy();
      throw new CommandException("spark: the driver's output cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      driver.destroy();
      throw new CommandException("spark: the thread was interrupted while the driver ran", e);
    } finally {
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This process is ending, and the hook runs.
    }
  }

  /// What is said to people goes to standard output, what Spark says about lost executors and
  /// missing cores to the error stream, and everything into a file.
  private static String logging(Path log) {
    return """
    rootLogger.level = info
    rootLogger.appenderRef.file.ref = file
    logger.tasks.name = org.apache.spark.scheduler.TaskSchedulerImpl
    logger.tasks.level = info
    logger.tasks.appenderRef.stderr.ref = stderr
    logger.backend.name = org.apache.spark.scheduler.cluster
    logger.backend.level = info
    logger.backend.appenderRef.stderr.ref = stderr
    logger.adjoint.name = dev.adjoint.spark
    logger.adjoint.level = info
    logger.adjoint.additivity = false
    logger.adjoint.appenderRef.file.ref = file
    logger.adjoint.appenderRef.stdout.ref = stdout
    logger.adjoint.appenderRef.failure.ref = failure
    appender.file.type = File
    appender.file.name = file
    appender.file.fileName = %s
    appender.file.append = false
    appender.file.layout.type = PatternLayout
    appender.file.layout.pattern = %%d{HH:mm:ss.SSS} %%p %%c{1}: %%m%%n%%ex
    appender.stderr.type = Console
    appender.stderr.name = stderr
    appender.stderr.target = SYSTEM_ERR
    appender.stderr.filter.threshold.type = ThresholdFilter
    appender.stderr.filter.threshold.level = warn
    appender.stderr.layout.type = PatternLayout
    appender.stderr.layout.pattern = spark: %%m%%n%%ex{none}
    appender.stdout.type = Console
    appender.stdout.name = stdout
    appender.stdout.target = SYSTEM_OUT
    appender.stdout.filter.threshold.type = ThresholdFilter
    appender.stdout.filter.threshold.level = error
    appender.stdout.filter.threshold.onMatch = DENY
    appender.stdout.filter.threshold.onMismatch = NEUTRAL
    appender.failure.type = Console
    appender.failure.name = failure
    appender.failure.target = SYSTEM_ERR
    appender.failure.filter.threshold.type = ThresholdFilter
    appender.failure.filter.threshold.level = error
    appender.failure.layout.type = PatternLayout
    appender.failure.layout.pattern = adjoint: %%m%%n%%ex{none}
    appender.stdout.layout.type = PatternLayout
    appender.stdout.layout.pattern = %%m%%n%%ex{none}
    """
        .formatted(log.toString().replace("\\", "\\\\"));
  }

  /// The command of the process.
  List<String> command(List<String> arguments, Path logging, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:MaxRAMPercentage=70",
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    Stream.of("lang", "lang.invoke", "lang.reflect", "io", "net", "nio", "util", "util.concurrent")
        .map("--add-opens=java.base/java.%s=ALL-UNNAMED"::formatted)
        .forEach(command::add);
    Stream.of("sun.nio.ch", "sun.nio.cs", "sun.util.calendar")
        .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted)
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dstdout.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-Dadjoint.threads=" + threads,
            "-Dlog4j2.configurationFile=" + logging.toUri(),
            "-cp",
            classPath(environment),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            master.text(),
            "--name",
            "adjoint train",
            "--class",
            MAIN));
    configuration().forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    String sent =
        jars.adjoint().stream()
            .filter(Files::isRegularFile)
            .map(Path::toString)
            .collect(Collectors.joining(","));
    if (!sent.isEmpty()) {
      command.addAll(List.of("--jars", sent));
    }
    // The class is on the class path, so there is no jar of the application.
    command.add("spark-internal");
    command.addAll(arguments);
    return command;
  }

  private String classPath(Map<String, String> environment) {
    Optional<String> configuration =
        Optional.ofNullable(environment.get("SPARK_CONF_DIR"))
            .or(() ->
                Optional.ofNullable(environment.get("SPARK_HOME")).map(home -> home + "/conf"));
    Stream<String> folders =
        Stream.of(
                configuration,
                Optional.ofNullable(environment.get("HADOOP_CONF_DIR")),
                Optional.ofNullable(environment.get("YARN_CONF_DIR")))
            .flatMap(Optional::stream);
    return Stream.of(
            folders,
            Stream.of(jars.spark().toAbsolutePath() + File.separator + "*"),
            jars.adjoint().stream().map(Path::toString))
        .flatMap(each -> each)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The settings of Spark; those of the user come last and count.
  private Map<String, String> configuration() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.ui.showConsoleProgress", "false");
    all.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    // Progress comes with the heartbeats.
    all.put("spark.executor.heartbeatInterval", "5s");
    all.put("spark.executor.defaultJavaOptions", "-Dadjoint.threads=" + threads);
    if (threads > 1) {
      all.put("spark.task.cpus", Integer.toString(threads));
    }
    if (master.isStandalone() && workers.isPresent()) {
      all.put("spark.cores.max", Integer.toString(workers.getAsInt() * threads));
    }
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return all;
  }
}
