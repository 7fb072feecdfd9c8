package dev.adjoint.cli.cluster;

import dev.adjoint.cli.command.MisuseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of `train` about a cluster.
public final class ClusterOptions {

  private static final String MASTER = "--spark";

  /// The options of a cluster alone.
  private static final List<String> OWN =
      List.of(
          "--spark-jars", "--spark-conf", "--sync", "--workers", "--local-steps", "--checkpoints");

  /// What is known on a cluster beside these, the parameters of the estimator, and the options of
  /// the kinds of networks.
  private static final Set<String> OTHERS = Set.of("--threads", "--out", "--json");

  @Option(
      names = MASTER,
      paramLabel = "MASTER",
      description =
          "Trains a table on a cluster of Spark 4.2 or newer: spark://HOST:7077, yarn, k8s://…, or"
              + " local[2] for this machine. The jars of Spark are those of SPARK_HOME.")
  private @Nullable String master;

  @Option(
      names = "--spark-jars",
      paramLabel = "DIR",
      description = "The folder of Spark's jars. Default: jars in SPARK_HOME.")
  private @Nullable Path jars;

  @Option(
      names = "--spark-conf",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of Spark, such as spark.executor.memory=4g; repeat the option for more.")
  private List<String> settings = List.of();

  @Option(
      names = "--sync",
      description =
          "The workers add up their gradients in every step. Default: each takes some steps by"
              + " itself, then the weights are averaged (local SGD).")
  private boolean sync;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many tasks train together; the result depends on it. A cluster needs it; local[2]"
              + " has 2.")
  private @Nullable Integer workers;

  @Option(
      names = "--local-steps",
      paramLabel = "H",
      description = "The steps of each worker between two averages, without --sync. Default: 16.")
  private @Nullable Integer localSteps;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description =
          "Where checkpoints are kept, in a file system that all machines reach, such as hdfs:///…;"
              + " training goes on from the newest one there.")
  private @Nullable String checkpoints;

  /// Whether the training is on a cluster.
  ///
  /// @param parsed all options
  /// @param forNetworks the names of the options of networks
  /// @throws MisuseException if options do not fit together
  public boolean isGiven(ParseResult parsed, Set<String> forNetworks) {
    List<String> given =
        parsed.matchedOptions().stream().map(OptionSpec::longestName).distinct().toList();
    if (master == null) {
      given.stream()
          .filter(OWN::contains)
          .findFirst()
          .ifPresent(name -> {
            throw new MisuseException(
                "%s is for a cluster; name its master with --spark MASTER, or leave out %s"
                    .formatted(name, name));
          });
      return false;
    }
    requireKnown(given, forNetworks);
    requireAtLeast("--workers", workers);
    requireAtLeast("--local-steps", localSteps);
    if (sync && localSteps != null) {
      throw new MisuseException(
          "--local-steps is for averages of weights, but --sync adds up gradients in every step;"
              + " leave out one of them");
    }
    settings.forEach(ClusterOptions::requireSetting);
    return true;
  }

  private static void requireKnown(List<String> given, Set<String> forNetworks) {
    Set<String> known = new HashSet<>(OTHERS);
    known.add(MASTER);
    known.addAll(ClusterSession.PARAMETERS.keySet());
    known.addAll(OWN);
    known.addAll(forNetworks);
    List<String> others = given.stream().filter(name -> !known.contains(name)).toList();
    if (others.contains("--resume")) {
      throw new MisuseException(
          "--resume is not known on a cluster; there --checkpoints DIR goes on from the newest"
              + " checkpoint in DIR");
    }
    if (!others.isEmpty()) {
      throw new MisuseException(
          "%s cannot be used with --spark; leave %s out, or train on this machine"
              .formatted(String.join(", ", others), others.size() == 1 ? "it" : "them"));
    }
  }

  private static void requireAtLeast(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw new MisuseException("%s is %d but must be at least 1".formatted(option, value));
    }
  }

  private static void requireSetting(String text) {
    if (!text.matches("spark\\.[^=]+=.*")) {
      throw new MisuseException(
          "--spark-conf is '%s' but must be NAME=VALUE with a name of Spark, such as spark.executor.memory=4g"
              .formatted(text));
    }
  }

  /// The cluster.
  ///
  /// @throws MisuseException if it cannot be one, or the number of workers is missing
  SparkMaster master() {
    SparkMaster address = SparkMaster.of(String.valueOf(master));
    if (workers == null && !address.isThisMachine()) {
      throw new MisuseException(
          "--spark %s needs --workers N, how many tasks train together, because the result depends on it; the cluster needs as many free cores"
              .formatted(address.text()));
    }
    return address;
  }

  /// The folder of Spark's jars, if it was named.
  Optional<Path> jars() {
    return Optional.ofNullable(jars);
  }

  /// The number of workers, if it was given.
  OptionalInt workers() {
    return workers == null ? OptionalInt.empty() : OptionalInt.of(workers);
  }

  boolean isSync() {
    return sync;
  }

  /// The settings of Spark, `NAME=VALUE`.
  List<String> settings() {
    return List.copyOf(settings);
  }

  /// The parameters of the estimator that these options set.
  List<String> parameters() {
    List<String> arguments = new ArrayList<>(List.of("--mode", sync ? "sync" : "local"));
    if (workers != null) {
      arguments.addAll(List.of("--numWorkers", workers.toString()));
    }
    if (localSteps != null) {
      arguments.addAll(List.of("--localSteps", localSteps.toString()));
    }
    if (checkpoints != null) {
      arguments.addAll(List.of("--checkpointDir", absolute(checkpoints)));
    }
    return arguments;
  }

  /// A path of this machine as an absolute one; addresses such as `hdfs:///rows` stay.
  static String absolute(String path) {
    return hasScheme(path) ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }

  static boolean hasScheme(String path) {
    return path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
  }
}
