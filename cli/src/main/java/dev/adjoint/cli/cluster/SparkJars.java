package dev.adjoint.cli.cluster;

import dev.adjoint.cli.command.CommandException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The jars that a training on Spark needs.
///
/// @param spark the folder of Spark's jars
/// @param adjoint the jar of Adjoint's part for Spark, with all that it uses, and then what the
///   user adds by `ADJOINT_CLASSPATH`
record SparkJars(Path spark, List<Path> adjoint) {

  private static final String NEEDED =
      "Spark 4.2 or newer, which runs on Java 25 (https://spark.apache.org/downloads.html)";
  private static final Pattern CORE =
      Pattern.compile("spark-core_([\\d.]+)-(\\d+)\\.(\\d+).*\\.jar");
  private static final Pattern OWN = Pattern.compile("adjoint-spark-.*-all\\.jar");
  private static final String PROPERTY = "adjoint.spark.jar";
  private static final int OLDEST_MAJOR = 4;
  private static final int OLDEST_MINOR = 2;

  /// Finds the jars.
  ///
  /// @param named the folder of Spark's jars, if the user named it
  /// @throws CommandException saying what is missing or too old, and what to do
  static SparkJars of(Optional<Path> named, Map<String, String> environment) {
    Path folder = named.orElseGet(() -> ofHome(environment));
    requireVersion(folder, named.isPresent() ? "--spark-jars" : "SPARK_HOME");
    List<Path> own = own(folder);
    if (own.isEmpty()) {
      throw new CommandException(
          "spark: the jar adjoint-spark-…-all.jar is missing; start ./adjoint, which builds it, or put it beside the jar of the program or into %s"
              .formatted(folder));
    }
    return new SparkJars(
        folder,
        Stream.concat(own.stream(), paths(environment.getOrDefault("ADJOINT_CLASSPATH", "")))
            .map(Path::toAbsolutePath)
            .toList());
  }

  private static Stream<Path> paths(String list) {
    return Arrays.stream(list.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of);
  }

  private static Path ofHome(Map<String, String> environment) {
    String home = environment.getOrDefault("SPARK_HOME", "");
    if (home.isEmpty()) {
      throw new CommandException(
          "spark: SPARK_HOME is not set; set it to the folder of %s, or name the folder of its jars with --spark-jars DIR"
              .formatted(NEEDED));
    }
    return Path.of(home, "jars");
  }

  private static void requireVersion(Path folder, String where) {
    List<String> names = names(folder, where);
    Matcher core =
        names.stream()
            .map(CORE::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(() ->
                new CommandException(
                    "spark: %s has no jar spark-core_2.13-….jar; set %s to that of %s"
                        .formatted(folder, where, NEEDED)));
    int major = Integer.parseInt(core.group(2));
    int minor = Integer.parseInt(core.group(3));
    if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      throw new CommandException(
          "spark: %s has Spark %d.%d, whose drivers or executors do not run on Java 25; set %s to that of %s"
              .formatted(folder, major, minor, where, NEEDED));
    }
    if (!core.group(1).equals("2.13")) {
      throw new CommandException(
          "spark: %s is built for Scala %s but Adjoint needs Scala 2.13; set %s to that of %s"
              .formatted(folder, core.group(1), where, NEEDED));
    }
    if (names.stream().noneMatch(name -> name.startsWith("spark-mllib_"))) {
      throw new CommandException(
          "spark: %s has no jar spark-mllib_2.13-….jar, which a whole distribution of Spark has; set %s to that of %s"
              .formatted(folder, where, NEEDED));
    }
  }

  private static List<String> names(Path folder, String where) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException _) {
      throw new CommandException(
          "spark: there is no folder %s; set %s to that of %s".formatted(folder, where, NEEDED));
    }
  }

  /// The jar of Adjoint for Spark: that of the launcher, or one beside this program's jar or among
  /// Spark's jars.
  private static List<Path> own(Path spark) {
    List<Path> set = paths(System.getProperty(PROPERTY, "")).filter(Files::exists).toList();
    if (!set.isEmpty()) {
      return set;
    }
    String program = System.getProperty("java.class.path", "").split(File.pathSeparator, -1)[0];
    return Stream.of(Path.of(program).toAbsolutePath().getParent(), spark)
        .flatMap(SparkJars::owns)
        .limit(1)
        .toList();
  }

  private static Stream<Path> owns(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> OWN.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList()
          .stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }
}
