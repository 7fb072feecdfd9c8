package dev.adjoint.spark.submit;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.spark.AdjointEstimator;
import dev.adjoint.spark.EstimatorSettings;
import dev.adjoint.spark.cluster.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A training for `spark-submit`, without a program of one's own:
///
/// ```
/// spark-submit --class dev.adjoint.spark.submit.SubmittedTraining … --data FILE --runDir FOLDER --labelCol NAME …
/// ```
///
/// `--data` is a CSV file with a line of names, or a file or folder of Parquet, ORC or JSON, in any
/// file system of the cluster. A CSV file whose path has no scheme and is on the driver's disk is
/// read by the driver ([DriverFile]); then `--delimiter`, `--decimal`, `--thousands`, `--encoding`
/// and `--missing` say how it is written. All other options are the parameters of an
/// [AdjointEstimator] by their names. Progress, speed of the workers and share of communication go
/// to the log, and with the model to `runDir`. What cannot be is said in one line.
///
/// `adjoint train --spark` starts this program, too.
public final class SubmittedTraining {

  private static final Logger LOG = LoggerFactory.getLogger(SubmittedTraining.class);

  /// Not for people, who get the sentence alone.
  private static final Logger FAILURES = LoggerFactory.getLogger("adjoint.failures");

  private static final String DATA = "data";
  private static final String RUN = "runDir";

  private SubmittedTraining() {}

  /// Trains, in a session of its own.
  ///
  /// @param arguments `--NAME VALUE` …
  /// @throws SparkUserAppException with which `spark-submit` ends by exit code 1 and says no more
  public static void main(String[] arguments) throws SparkUserAppException {
    SparkSession session = SparkSession.builder().appName("adjoint train").getOrCreate();
    try {
      train(session, arguments);
    } catch (DataException | ClusterException | RunException e) {
      FAILURES.info("training failed", e);
      // The further lines of a failure that Spark reports are its stack.
      LOG.error(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      throw new SparkUserAppException(1, e);
    } finally {
      session.stop();
    }
  }

  /// Trains.
  ///
  /// @param arguments `--NAME VALUE` …
  /// @throws DataException when an option is missing or cannot be
  static void train(SparkSession session, String... arguments) {
    Map<String, String> given = given(arguments);
    AdjointEstimator estimator = new AdjointEstimator();
    given.forEach((name, text) -> {
      if (!name.equals(DATA) && !DriverFile.OPTIONS.contains(name)) {
        set(estimator, name, text);
      }
    });
    String data = given.getOrDefault(DATA, "");
    estimator.fit(rows(session, data, given));
    LOG.debug("the model and its figures are in {}", given.get(RUN));
  }

  private static Map<String, String> given(String... arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
        throw new DataException(
            "train: '%s' is not --NAME VALUE; write --data FILE --runDir FOLDER --labelCol NAME"
                .formatted(arguments[i]));
      }
      given.put(arguments[i].substring(2), arguments[i + 1]);
    }
    for (String needed : List.of(DATA, RUN)) {
      if (!given.containsKey(needed)) {
        throw new DataException(
            "train: there is no --%s; write --data FILE --runDir FOLDER --labelCol NAME"
                .formatted(needed));
      }
    }
    return given;
  }

  private static void set(EstimatorSettings estimator, String name, String text) {
    if (!estimator.hasParam(name)) {
      List<String> names =
          Stream.concat(Stream.of(DATA), Arrays.stream(estimator.params()).map(Param::name))
              .toList();
      throw new DataException(
          "train: there is no option --%s; %s".formatted(name, Spelling.suggest(name, names)));
    }
    Param<Object> param = estimator.getParam(name);
    estimator.set(param, value(param, text));
  }

  private static Object value(Param<?> param, String text) {
    try {
      return switch (param) {
        case IntParam _ -> Integer.valueOf(text);
        case LongParam _ -> Long.valueOf(text);
        case DoubleParam _ -> Double.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException _) {
      throw new DataException(
          "train: --%s is '%s' but must be a %s (%s)"
              .formatted(
                  param.name(),
                  text,
                  param instanceof DoubleParam ? "number" : "whole number",
                  param.doc()));
    }
  }

  private static Dataset<Row> rows(SparkSession session, String data, Map<String, String> options) {
    String name = data.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    if (!name.matches(".*\\.(json|orc|parquet)") && isHere(data)) {
      return DriverFile.of(Path.of(data), options).rows(session);
    }
    DriverFile.OPTIONS.stream()
        .filter(options::containsKey)
        .sorted()
        .findFirst()
        .ifPresent(option -> {
          throw new DataException(
              "train: --%s is for a CSV file that the driver reads, but %s is read by the executors; leave it out, or give the path of a file on the driver's disk"
                  .formatted(option, data));
        });
    if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
      return session.read().option("header", true).csv(data);
    }
    if (name.endsWith(".json")) {
      return session.read().json(data);
    }
    return name.endsWith(".orc") ? session.read().orc(data) : session.read().parquet(data);
  }

  /// Whether a path without a scheme is a file on this disk.
  private static boolean isHere(String data) {
    return !data.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") && Files.isRegularFile(Path.of(data));
  }
}
