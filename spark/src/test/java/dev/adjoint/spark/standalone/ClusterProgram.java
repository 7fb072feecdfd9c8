package dev.adjoint.spark.standalone;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.spark.AdjointEstimator;
import dev.adjoint.spark.AdjointModel;
import dev.adjoint.spark.AdjointTuner;
import dev.adjoint.spark.TuningResult;
import dev.adjoint.train.search.Search;
import dev.adjoint.train.search.SearchRange;
import dev.adjoint.train.search.SearchSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// A driver that reads commands from its input, one a line, `NAME KEY=VALUE …`, and answers each by
/// a line `done KEY=VALUE …` or `failed …`. Values have no spaces.
final class ClusterProgram {

  private static final int CHUNK = 1000;

  private final SparkSession session;

  private ClusterProgram(SparkSession session) {
    this.session = session;
  }

  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(args[0])
            .appName("adjoint")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.cores", 1)
            .config("spark.executor.memory", "512m")
            .config("spark.executor.extraClassPath", StandaloneCluster.classPath())
            .config(
                "spark.executor.extraJavaOptions",
                "-Dadjoint.threads=1 -Dadjoint.tune=off -XX:+UseSerialGC "
                    + StandaloneCluster.logging(Path.of("").toAbsolutePath()))
            .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.warehouse.dir", Path.of("warehouse").toAbsolutePath().toString());
    for (String option : Arrays.asList(args).subList(1, args.length)) {
      String[] parts = option.split("=", 2);
      builder.config(parts[0], parts[1]);
    }
    ClusterProgram program = new ClusterProgram(builder.getOrCreate());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answers.println(program.answer(line));
      answers.flush();
    }
    program.session.stop();
  }

  private String answer(String line) {
    String[] words = line.split(" ", -1);
    Map<String, String> values = new HashMap<>();
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      String[] parts = word.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    try {
      long started = System.nanoTime();
      Map<String, Object> found =
          switch (words[0]) {
            case "alone" -> alone(values);
            case "score" -> score(values);
            case "tune" -> tune(values);
            case "generate" -> generate(values);
            case "train" -> train(values);
            case "images" -> images(values);
            case "sum" -> sum(values);
            default -> throw new IllegalArgumentException("there is no command " + words[0]);
          };
      found.put("total", (System.nanoTime() - started) / 1e9);
      StringBuilder text = new StringBuilder("done");
      found.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
      return text.toString();
    } catch (Exception | Error e) {
      e.printStackTrace();
      return "failed " + e.toString().lines().findFirst().orElse("");
    }
  }

  /// Trains on this machine, without Spark: `data`, `label`, `out`, `epochs`.
  private Map<String, Object> alone(Map<String, String> values) throws IOException {
    Path out = Path.of(ClusterDriver.value(values, "out"));
    Training.of(
            CsvTable.of(
                Path.of(ClusterDriver.value(values, "data")), ClusterDriver.value(values, "label")))
        .withEpochs(Integer.parseInt(ClusterDriver.value(values, "epochs")))
        .withModel("perceptron")
        .run(out);
    Map<String, String> judged = new HashMap<>(values);
    judged.put("out", out + "-copy");
    return judged(AdjointModel.ofRun(out), judged);
  }

  /// Answers for generated penguins and compares each answer with this machine's: `run`, `rows`.
  private Map<String, Object> score(Map<String, String> values) throws IOException {
    Path run = Path.of(ClusterDriver.value(values, "run"));
    long count = Long.parseLong(ClusterDriver.value(values, "rows"));
    TrainedModel alone = TrainedModel.load(run);
    Dataset<Row> rows = penguins(count);
    List<String> names = List.of(rows.columns());
    long started = System.nanoTime();
    long scored = AdjointModel.ofRun(run).transform(rows).filter("prediction >= 0").count();
    double seconds = (System.nanoTime() - started) / 1e9;
    Iterator<Row> answers = AdjointModel.ofRun(run).transform(rows).toLocalIterator();
    long equal = 0;
    double here = 0;
    List<Row> some = new ArrayList<>();
    while (answers.hasNext()) {
      some.add(answers.next());
      if (some.size() == CHUNK || !answers.hasNext()) {
        List<Map<String, Object>> cells = some.stream().map(row -> cells(names, row)).toList();
        long begun = System.nanoTime();
        List<Prediction> expected = new ArrayList<>();
        alone.predict(cells).forEach(expected::add);
        here += (System.nanoTime() - begun) / 1e9;
        for (int i = 0; i < some.size(); i++) {
          equal += isEqual(some.get(i), (Prediction.OfClass) expected.get(i)) ? 1 : 0;
        }
        some.clear();
      }
    }
    Map<String, Object> found = found("scored", scored);
    found.put("equal", equal);
    found.put("seconds", seconds);
    found.put("alone", here);
    return found;
  }

  private static Map<String, Object> cells(List<String> names, Row row) {
    Map<String, Object> cells = new HashMap<>();
    names.forEach(name -> cells.put(name, row.getAs(name)));
    return cells;
  }

  private static boolean isEqual(Row row, Prediction.OfClass alone) {
    double[] expected =
        alone.probabilities().values().stream().mapToDouble(Double::doubleValue).toArray();
    return alone.label().equals(row.getAs("predicted_label"))
        && Arrays.equals(((Vector) row.getAs("probability")).toArray(), expected);
  }

  /// Rows with the columns of the penguins, made from their numbers; some cells are missing.
  private Dataset<Row> penguins(long count) {
    return session
        .range(0, count, 1, 4)
        .selectExpr(
            "id",
            "element_at(array('Biscoe', 'Dream', 'Torgersen'), cast(id % 3 + 1 as int)) AS island",
            "if(id % 17 = 0, null, 32 + id * 7919 % 2800 / 100) AS bill_length_mm",
            "13 + id * 104729 % 850 / 100 AS bill_depth_mm",
            "172 + id * 31 % 60 AS flipper_length_mm",
            "2700 + id * 5 % 3600 AS body_mass_g",
            "element_at(array('male', 'female', null), cast(id % 7 % 3 + 1 as int)) AS sex",
            "2007 + id % 3 AS year");
  }

  /// Tries settings, one a task: `data`, `label`, `trials`, `epochs`, `out`.
  private Map<String, Object> tune(Map<String, String> values) throws IOException {
    TuningResult tuned =
        new AdjointTuner(
                new AdjointEstimator()
                    .setLabelCol(ClusterDriver.value(values, "label"))
                    .setModelName("perceptron"))
            .run(
                rows(values),
                SearchSpace.of("rate", new SearchRange.LogUniform(1e-5, 0.1))
                    .with("layers", SearchRange.Choice.of("8", "32")),
                Search.random(Integer.parseInt(ClusterDriver.value(values, "trials")), 1),
                Integer.parseInt(ClusterDriver.value(values, "epochs")));
    return judged(tuned.model(), values);
  }

  /// Trains on the cluster: `data`, `label`, `mode`, `out` and any of the settings.
  private Map<String, Object> train(Map<String, String> values) throws IOException {
    Dataset<Row> rows = rows(values);
    long started = System.nanoTime();
    AdjointModel model = estimator(values).fit(rows);
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Object> found = judged(model, values);
    found.put("seconds", seconds);
    return found;
  }

  private static AdjointEstimator estimator(Map<String, String> values) {
    AdjointEstimator estimator =
        new AdjointEstimator()
            .setLabelCol(ClusterDriver.value(values, "label"))
            .setModelName("perceptron");
    values.forEach((name, value) -> {
      switch (name) {
        case "epochs" -> estimator.setEpochs(Integer.parseInt(value));
        case "batch" -> estimator.setBatchSize(Integer.parseInt(value));
        case "steps" -> estimator.setLocalSteps(Integer.parseInt(value));
        case "workers" -> estimator.setNumWorkers(Integer.parseInt(value));
        case "layers" -> estimator.setNetworkOptions("layers=" + value);
        case "rate" -> estimator.setStepSize(Double.parseDouble(value));
        case "patience" -> estimator.setPatience(Integer.parseInt(value));
        case "checkpoints" -> estimator.setCheckpointDir(value);
        case "every" ->
            estimator
                .setCheckpointRounds(Integer.parseInt(value))
                .setCheckpointSteps(Integer.parseInt(value));
        case "mode" -> estimator.setMode(value);
        case "run" -> estimator.setRunDir(value);
        default -> {
          // One of the command's own values.
        }
      }
    });
    return estimator;
  }

  /// Writes rows of numbers of three classes: `rows`, `columns`, `seed`, `out`.
  private Map<String, Object> generate(Map<String, String> values) {
    int columns = Integer.parseInt(ClusterDriver.value(values, "columns"));
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      numbers.add(
          "pmod(xxhash64(id, %d, %s), 10000) / 10000 AS x%d"
              .formatted(i, ClusterDriver.value(values, "seed"), i));
    }
    session
        .range(0, Long.parseLong(ClusterDriver.value(values, "rows")), 1, 4)
        .selectExpr(numbers.toArray(String[]::new))
        .selectExpr(
            "*",
            "element_at(array('low', 'middle', 'high'), cast(least(3, greatest(1, 1 + floor(1.5 *"
                + " (x0 + x1 * x2 + 0.3 * sin(6 * x3))))) as int)) AS label")
        .write()
        .mode("overwrite")
        .parquet(ClusterDriver.value(values, "out"));
    return found("rows", ClusterDriver.value(values, "rows"));
  }

  /// Writes rows of the size of MNIST: `rows`, `seed`, `out`.
  private Map<String, Object> images(Map<String, String> values) {
    GeneratedImages.write(
        session,
        Integer.parseInt(ClusterDriver.value(values, "rows")),
        Long.parseLong(ClusterDriver.value(values, "seed")),
        ClusterDriver.value(values, "out"));
    return found("rows", ClusterDriver.value(values, "rows"));
  }

  /// Measures a sum of `floats` numbers over two executors.
  private Map<String, Object> sum(Map<String, String> values) {
    return found(
        "seconds",
        CollectiveTimes.median(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            Integer.parseInt(ClusterDriver.value(values, "floats"))));
  }

  private Dataset<Row> rows(Map<String, String> values) {
    String data = ClusterDriver.value(values, "data");
    return data.endsWith(".csv")
        ? session.read().option("header", true).option("inferSchema", true).csv(data)
        : session.read().parquet(data);
  }

  /// How often a model is right about the rows, or about those of `test`.
  private Map<String, Object> judged(AdjointModel model, Map<String, String> values)
      throws IOException {
    Path out = Path.of(ClusterDriver.value(values, "out"));
    model.writeRun(out);
    Map<String, String> test = new HashMap<>(values);
    test.put("data", values.getOrDefault("test", ClusterDriver.value(values, "data")));
    String label = ClusterDriver.value(values, "label");
    Dataset<Row> rows = rows(test).filter("`%s` IS NOT NULL".formatted(label));
    double right =
        model
            .transform(rows)
            .filter("predicted_label = cast(`%s` as string)".formatted(label))
            .count();
    Map<String, Object> found = found("sha256", sha256(out));
    found.put("accuracy", right / rows.count());
    return found;
  }

  private static String sha256(Path run) throws IOException {
    try {
      byte[] weights = Files.readAllBytes(run.resolve("model.safetensors"));
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(weights))
          .substring(0, 16);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> found(String name, Object value) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put(name, value);
    return found;
  }
}
