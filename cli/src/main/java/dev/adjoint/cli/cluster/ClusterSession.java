package dev.adjoint.cli.cluster;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.json.JsonMapper;

/// A training on a cluster, on the command line: what it is given, what it prints, and its folder.
///
/// @param options about the cluster
/// @param forNetworks the names of the options of networks, such as `--layers`
public record ClusterSession(ClusterOptions options, Set<String> forNetworks, Output output) {

  private static final String FIGURES = "held-out.json";
  private static final String LOG = "spark.log";
  private static final JsonMapper JSON = new JsonMapper();

  /// The parameters of the estimator on Spark that options of `train` set.
  static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("--target", "labelCol"),
          Map.entry("--drop", "dropCols"),
          Map.entry("--validation", "validation"),
          Map.entry("--epochs", "epochs"),
          Map.entry("--batch", "batchSize"),
          Map.entry("--rate", "stepSize"),
          Map.entry("--optimizer", "optimizer"),
          Map.entry("--patience", "patience"),
          Map.entry("--weight-decay", "weightDecay"),
          Map.entry("--schedule", "schedule"),
          Map.entry("--seed", "seed"),
          Map.entry("--model", "modelName"),
          Map.entry("--delimiter", "delimiter"),
          Map.entry("--decimal", "decimal"),
          Map.entry("--thousands", "thousands"),
          Map.entry("--encoding", "encoding"),
          Map.entry("--missing", "missing"));

  /// Trains. All options have been checked as those of a training on this machine.
  ///
  /// @param data a file or folder of this machine, or an address such as `hdfs:///rows.parquet`
  /// @param out the folder of the run; empty for a new one in `runs`
  /// @return the exit code
  public int run(Optional<String> data, Optional<Path> out, ParseResult parsed) {
    String rows = rows(data, parsed);
    SparkMaster master = options.master();
    int threads = threads(parsed);
    SparkJars jars = SparkJars.of(options.jars(), System.getenv());
    master.requireAnswer();
    out.ifPresent(RunFolder::requireOurs);
    RunFolder folder = out.map(RunFolder::create).orElseGet(() -> RunFolder.fresh(name(rows)));
    try (RunLock lock = RunLock.of(folder.path())) {
      folder
          .clear(lock)
          .ifPresent(
              earlier -> output.line("The earlier run in %s is now in %s", folder.path(), earlier));
      return trained(
          rows,
          master,
          new SparkDriver(jars, master, options.settings(), options.workers(), threads),
          folder,
          parsed);
    }
  }

  private int trained(
      String rows, SparkMaster master, SparkDriver driver, RunFolder folder, ParseResult parsed) {
    output.line("Data: %s", rows);
    output.line(
        "Cluster: %s, %s%s",
        master.text(),
        options.workers().isPresent() ? "%d workers, ".formatted(options.workers().getAsInt()) : "",
        options.isSync() ? "gradients are added up in every step" : "local SGD");
    Path log = folder.file(LOG).toAbsolutePath();
    int code = driver.run(arguments(rows, folder, parsed), log, new ClusterLines(output::line));
    if (code != 0) {
      output.warn("The messages of Spark are in %s".formatted(folder.file(LOG)));
      return 1;
    }
    removeChecksums(folder);
    output.line("Folder: %s", folder.path());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("folder", folder.path().toString());
    answer.put("cluster", master.text());
    answer.put("mode", options.isSync() ? "sync" : "local");
    answer.putAll(figures(folder));
    output.answer(answer);
    return 0;
  }

  private List<String> arguments(String rows, RunFolder folder, ParseResult parsed) {
    List<String> arguments = new ArrayList<>(List.of("--data", rows));
    arguments.addAll(List.of("--runDir", folder.path().toAbsolutePath().toUri().toString()));
    arguments.addAll(options.parameters());
    List<String> network = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName();
      String value = String.join(",", option.originalStringValues());
      String parameter = PARAMETERS.get(name);
      if (parameter != null) {
        arguments.addAll(List.of("--" + parameter, value));
      } else if (forNetworks.contains(name)) {
        network.add(name.substring(2) + "=" + value);
      }
    }
    if (!network.isEmpty()) {
      arguments.addAll(
          List.of(
              "--networkOptions", network.stream().distinct().collect(Collectors.joining(";"))));
    }
    return arguments;
  }

  private static String rows(Optional<String> data, ParseResult parsed) {
    if (!parsed.hasMatchedOption("--target")) {
      throw new MisuseException(
          "--spark trains a table: adjoint train FILE --target COLUMN --spark MASTER");
    }
    String path =
        data.orElseThrow(() ->
            new MisuseException(
                "--spark trains a table and needs its file: adjoint train FILE --target COLUMN"
                    + " --spark MASTER"));
    if (!ClusterOptions.hasScheme(path) && !Files.exists(Path.of(path))) {
      throw new CommandException(
          "there is no file %s; check the path, or give the address of a file system of the cluster, such as hdfs:///rows.parquet"
              .formatted(path));
    }
    return ClusterOptions.absolute(path);
  }

  private static int threads(ParseResult parsed) {
    int threads = parsed.matchedOptionValue("--threads", 1);
    if (threads < 1) {
      throw new MisuseException("--threads is %d but must be at least 1".formatted(threads));
    }
    return threads;
  }

  private static String name(String rows) {
    String last = rows.replaceAll("/+$", "").replaceAll(".*[/\\\\:]", "");
    String plain = last.replaceFirst("(?<=.)\\.gz$", "").replaceFirst("(?<=.)\\.[^.]+$", "");
    return plain.isEmpty() ? "spark" : plain;
  }

  /// Hadoop's checksums of files that are on a local disk.
  private static void removeChecksums(RunFolder folder) {
    try (var files = Files.list(folder.path())) {
      for (Path file : files.filter(ClusterSession::isChecksum).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // They are in nobody's way.
    }
  }

  private static boolean isChecksum(Path file) {
    return file.getFileName().toString().matches("\\..*\\.crc");
  }

  private static Map<String, Object> figures(RunFolder folder) {
    try {
      Map<String, Object> figures = new LinkedHashMap<>();
      JSON.readTree(Files.readString(folder.file(FIGURES)))
          .properties()
          .forEach(each -> figures.put(each.getKey(), each.getValue().numberValue()));
      return figures;
    } catch (IOException e) {
      throw new CommandException(
          "spark: the training left no %s; the messages of Spark are in %s"
              .formatted(folder.file(FIGURES), folder.file(LOG)),
          e);
    }
  }
}
