package dev.adjoint.spark.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What `bench/spark-cluster` measures; no test of the build.
@EnabledIfSystemProperty(named = "adjoint.cluster.out", matches = ".+")
final class ClusterFigures {

  private static final Duration DEADLINE = Duration.ofHours(2);
  private static final Path PENGUINS = Path.of("../datasets/penguins.csv").toAbsolutePath();
  private static final List<String> MODES = List.of("local", "sync");

  /// The weights of a perceptron of 32, 512, 512 and 3 numbers.
  private static final int WEIGHTS = 32 * 512 + 512 + 512 * 512 + 512 + 512 * 3 + 3;

  private static final double BATCH = 64;

  /// The seconds of an empty job of Spark.
  private static final double JOB = 0.1;

  private final Path folder;
  private final Path page;
  private final SplittableRandom random = new SplittableRandom(1);

  ClusterFigures() throws IOException {
    folder = Path.of(System.getProperty("adjoint.cluster.out", "target/cluster")).toAbsolutePath();
    Files.createDirectories(folder);
    page = folder.resolve("spark-cluster.md");
    Files.writeString(page, "");
  }

  /// Measures the parts that `adjoint.cluster.parts` names.
  @Test
  void measure() throws Exception {
    List<String> parts =
        Arrays.asList(
            System.getProperty("adjoint.cluster.parts", "score,kills,throughput,train")
                .split(",", -1));
    if (parts.contains("throughput")) {
      try (ClusterDriver one = alone(2)) {
        one.run("generate rows=%d columns=32 seed=1 out=%s".formatted(rows(), data()), DEADLINE);
        one.run("generate rows=20000 columns=32 seed=2 out=%s".formatted(test()), DEADLINE);
        write("| where | rows/s while training | the model predicts | communication | weights |");
        write("|---|---:|---:|---:|---|");
        String settings = "epochs=2 batch=128 layers=512,512 rate=0.001 workers=";
        throughput(
            "one machine, two threads", one, "mode=local steps=1000000 " + settings + 1, _ -> 0);
      }
    }
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2, 2048);
        ClusterDriver driver =
            ClusterDriver.start(
                folder, cluster.master(), 2048, "-Xshare:auto", "spark.executor.memory=1200m")) {
      if (parts.contains("throughput")) {
        double sum =
            Double.parseDouble(
                ClusterDriver.value(driver.run("sum floats=" + WEIGHTS, DEADLINE), "seconds"));
        String settings = "epochs=2 batch=64 layers=512,512 rate=0.001 workers=2";
        throughput(
            "two executors, sync",
            driver,
            "mode=sync " + settings,
            speed -> 2 * BATCH / (BATCH / speed + sum));
        for (int steps : List.of(16, 64)) {
          throughput(
              "two executors, local, H = " + steps,
              driver,
              "mode=local steps=%d %s".formatted(steps, settings),
              speed -> 2 * steps * BATCH / (steps * BATCH / speed + round(sum)));
        }
        write(
            "The model takes the speed of a worker while it does not wait from the run itself, %.1f ms for a sum of %.1f MB over both executors, measured alone, and %.0f ms for a round of local SGD."
                .formatted(1000 * sum, 4e-6 * WEIGHTS, 1000 * round(sum)));
      }
      if (parts.contains("score")) {
        score(driver);
      }
      if (parts.contains("kills")) {
        for (String mode : MODES) {
          kills(cluster, driver, mode);
        }
      }
      if (parts.contains("train")) {
        train(driver);
      }
    }
  }

  /// What a round of local SGD costs by `docs/distributed.md`: a job of Spark, and the weights with
  /// the two memories of Adam to and from each worker at the speed of the sum.
  private static double round(double sum) {
    return JOB + 2 * 2 * 3 * sum;
  }

  private static long rows() {
    return Long.getLong("adjoint.cluster.rows", 50_000);
  }

  private Path data() {
    return folder.resolve("training.parquet");
  }

  private Path test() {
    return folder.resolve("test.parquet");
  }

  /// A driver that is a cluster of its own, with one task at a time.
  private ClusterDriver alone(int threads) throws IOException {
    Files.createDirectories(folder.resolve("home/jars"));
    Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.stderr.ref = stderr
        appender.stderr.type = Console
        appender.stderr.name = stderr
        appender.stderr.target = SYSTEM_ERR
        appender.stderr.layout.type = PatternLayout
        appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n
        """);
    return ClusterDriver.start(
        folder, "local[1]", 2048, "-Dadjoint.threads=" + threads, "spark.driver.memory=2g");
  }

  /// Measures a training.
  ///
  /// @param model the rows per second that are predicted from those of a worker while it does not
  ///   wait; 0 for no prediction
  private void throughput(
      String name, ClusterDriver driver, String settings, DoubleUnaryOperator model)
      throws Exception {
    Path run = folder.resolve(name.replaceAll("\\W+", "-"));
    Map<String, String> found =
        driver.run(
            "train %s data=%s test=%s label=label out=%s run=%s"
                .formatted(settings, data(), test(), run, run + "-figures"),
            DEADLINE);
    Path figures = Path.of(run + "-figures").resolve("rounds.csv");
    if (!Files.exists(figures)) {
      figures = figures.resolveSibling("epochs.csv");
    }
    List<String> lines = Files.readAllLines(figures);
    List<String> names = List.of(lines.getFirst().split(",", -1));
    double samples = 0;
    double seconds = 0;
    double communication = 0;
    double speed = 0;
    // The first half compiles.
    for (String line : lines.subList(1 + lines.size() / 2, lines.size())) {
      String[] cells = line.split(",", -1);
      double each = Double.parseDouble(cells[names.indexOf("seconds")]);
      samples += Double.parseDouble(cells[names.indexOf("samples")]);
      seconds += each;
      communication += each * Double.parseDouble(cells[names.indexOf("communication")]);
      speed +=
          each
              * Arrays.stream(cells[names.indexOf("samples_per_second_of_each_worker")].split(" "))
                  .mapToDouble(Double::parseDouble)
                  .average()
                  .orElse(0);
    }
    double predicted = model.applyAsDouble(speed / seconds);
    write(
        "| %s | %.0f | %s | %.0f %% | accuracy %s, %s s in all |"
            .formatted(
                name,
                samples / seconds,
                predicted == 0 ? "–" : "%.0f".formatted(predicted),
                100 * communication / seconds,
                rounded(ClusterDriver.value(found, "accuracy")),
                rounded(ClusterDriver.value(found, "seconds"))));
  }

  private void score(ClusterDriver driver) throws Exception {
    Path run = folder.resolve("alone");
    driver.run("alone data=%s label=species epochs=12 out=%s".formatted(PENGUINS, run), DEADLINE);
    Map<String, String> found =
        driver.run(
            "score rows=%d run=%s"
                .formatted(Long.getLong("adjoint.cluster.scored", 1_000_000), run),
            DEADLINE);
    write(
        "Scored %s rows in %s s on the cluster; %s of them have the bits of one machine, which alone took %s s."
            .formatted(
                ClusterDriver.value(found, "scored"),
                rounded(ClusterDriver.value(found, "seconds")),
                ClusterDriver.value(found, "equal"),
                rounded(ClusterDriver.value(found, "alone"))));
  }

  /// Ends an executor at a random moment of a training, again and again.
  private void kills(StandaloneCluster cluster, ClusterDriver driver, String mode)
      throws Exception {
    String settings =
        "train mode=%s data=%s label=species epochs=15 patience=0 batch=8 layers=16 rate=0.01 workers=2 every=%s steps=4"
            .formatted(mode, PENGUINS, mode.equals("local") ? "5" : "20");
    driver.run(settings + " out=" + folder.resolve(mode + "-warm"), DEADLINE);
    Map<String, String> unbroken =
        driver.run(
            settings
                + " out=%s checkpoints=%s"
                    .formatted(
                        folder.resolve(mode + "-unbroken"),
                        folder.resolve(mode + "-unbroken-steps")),
            DEADLINE);
    double usual = Double.parseDouble(ClusterDriver.value(unbroken, "seconds"));
    int times = Integer.getInteger("adjoint.cluster.kills", 10);
    int equal = 0;
    int hit = 0;
    List<Double> lost = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String name = "%s-killed%d-%d".formatted(mode, i, System.nanoTime());
      long started = System.nanoTime();
      driver.begin(
          settings
              + " out=%s checkpoints=%s"
                  .formatted(folder.resolve(name), folder.resolve(name + "-steps")));
      Thread.sleep((long) (random.nextDouble() * usual * 1000));
      if (!driver.isDone()) {
        while (cluster.executor(i % 2).isEmpty()) {
          Thread.sleep(50);
        }
        cluster.killExecutor(i % 2);
        hit++;
      }
      Map<String, String> found = driver.end(DEADLINE);
      boolean isEqual =
          ClusterDriver.value(found, "sha256").equals(ClusterDriver.value(unbroken, "sha256"));
      equal += isEqual ? 1 : 0;
      lost.add(Double.parseDouble(ClusterDriver.value(found, "seconds")) - usual);
      write(
          "- %s, executor of worker %d: %s after %s s, %+.1f s"
              .formatted(
                  mode,
                  i % 2,
                  isEqual ? "equal" : "**other weights**",
                  rounded(Double.toString((System.nanoTime() - started) / 1e9)),
                  lost.getLast()));
    }
    List<Double> sorted = lost.stream().sorted().toList();
    write(
        "%s: %d of %d trainings were hit, %d ended with the weights of the unbroken one (%s s); a kill cost %.1f s (median, %.1f … %.1f)."
            .formatted(
                mode,
                hit,
                times,
                equal,
                rounded(ClusterDriver.value(unbroken, "seconds")),
                sorted.get(times / 2),
                sorted.getFirst(),
                sorted.getLast()));
  }

  /// Trains both kinds, and one worker alone, on the penguins, on rows of the size of MNIST and on
  /// many rows; or on `adjoint.cluster.data`, a folder of Parquet or a CSV file, with the column
  /// `label` and rows for testing in `adjoint.cluster.test`.
  private void train(ClusterDriver driver) throws Exception {
    write("| rows | training | accuracy | seconds with preparation |");
    write("|---|---|---:|---:|");
    String own = System.getProperty("adjoint.cluster.data");
    if (own != null) {
      train(
          driver,
          own,
          256,
          "data=%s test=%s label=label epochs=1 layers=64 rate=0.005 steps=64"
              .formatted(own, System.getProperty("adjoint.cluster.test", own)));
      return;
    }
    train(
        driver,
        "penguins",
        8,
        "data=%s label=species epochs=15 patience=0 layers=16 rate=0.01 steps=4"
            .formatted(PENGUINS));
    Path images = folder.resolve("images.parquet");
    Path test = folder.resolve("images-test.parquet");
    long count = Long.getLong("adjoint.cluster.images", 60_000);
    driver.run("images rows=%d seed=1 out=%s".formatted(count, images), DEADLINE);
    driver.run("images rows=%d seed=2 out=%s".formatted(count / 6, test), DEADLINE);
    train(
        driver,
        "%,d × 784, 10 classes".formatted(count),
        64,
        "data=%s test=%s label=label epochs=3 layers=128 rate=0.001 steps=16"
            .formatted(images, test));
    Path large = folder.resolve("large.parquet");
    Path judge = folder.resolve("judge.parquet");
    long rows = Long.getLong("adjoint.cluster.large", 5_000_000);
    driver.run("generate rows=%d columns=8 seed=1 out=%s".formatted(rows, large), DEADLINE);
    driver.run("generate rows=20000 columns=8 seed=2 out=%s".formatted(judge), DEADLINE);
    train(
        driver,
        "%,d × 8, 3 classes".formatted(rows),
        256,
        "data=%s test=%s label=label epochs=1 layers=64 rate=0.005 steps=64"
            .formatted(large, judge));
  }

  /// Trains with one worker, which averages with nobody as one machine does, and with two that
  /// share its batch.
  private void train(ClusterDriver driver, String name, int batch, String settings)
      throws Exception {
    for (String mode : List.of("local workers=1", "local workers=2", "sync workers=2")) {
      int each = mode.endsWith("1") ? batch : batch / 2;
      Map<String, String> found =
          driver.run(
              "train mode=%s batch=%d %s out=%s"
                  .formatted(mode, each, settings, folder.resolve("trained")),
              DEADLINE);
      write(
          "| %s | %s | %s | %s |"
              .formatted(
                  name,
                  mode.endsWith("1") ? "one worker" : mode.replace("workers=", "× "),
                  rounded(ClusterDriver.value(found, "accuracy")),
                  rounded(ClusterDriver.value(found, "seconds"))));
    }
  }

  private static String rounded(String number) {
    return String.format(Locale.ROOT, "%.3g", Double.parseDouble(number));
  }

  private void write(String line) throws IOException {
    Files.writeString(page, line + "\n", StandardOpenOption.APPEND);
  }
}
