package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `train --spark`, as far as it goes without Spark; [SparkTrainingTest] trains.
final class SparkCommandTest {

  private static final String HELP = "adjoint train --help lists the options";

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path jars = Path.of("");

  @BeforeEach
  void makeFiles() throws Exception {
    data = Files.writeString(folder.resolve("rows.csv"), "a,b\n1,2\n");
    jars = Files.createDirectory(folder.resolve("jars"));
    for (String name :
        new String[] {
          "spark-core_2.13-4.2.0.jar", "spark-mllib_2.13-4.2.0.jar", "adjoint-spark-1-all.jar"
        }) {
      Files.writeString(jars.resolve(name), "");
    }
  }

  private Program.Run train(String... more) {
    Object[] words = new Object[more.length + 4];
    words[0] = "train";
    words[1] = data;
    words[2] = "--target";
    words[3] = "b";
    System.arraycopy(more, 0, words, 4, more.length);
    return Program.run(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --folds 5 | --folds cannot be used with --spark; leave it out, or train on this machine
          --class-weights balanced --calibrate | --class-weights, --calibrate cannot be used with --spark; leave them out, or train on this machine
          --sync --local-steps 4 | --local-steps is for averages of weights, but --sync adds up gradients in every step; leave out one of them
          --workers 0 | --workers is 0 but must be at least 1
          --threads 0 | --threads is 0 but must be at least 1
          --epochs 0 | --epochs is 0 but must be at least 1
          --spark-conf memory=4g | --spark-conf is 'memory=4g' but must be NAME=VALUE with a name of Spark, such as spark.executor.memory=4g
          """)
  void optionsThatCannotBeAreNamed(String options, String message) {
    String[] words = ("--spark local[2] " + options).split(" ", -1);

    Program.Run run = train(words);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).containsExactly("adjoint train: " + message, HELP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sc://host | --spark sc://host is a server of Spark Connect, which has no tasks of our own; name the master of the cluster, such as spark://HOST:7077
          host:7077 | --spark is 'host:7077' but must be the master of a cluster: spark://HOST:7077, yarn, k8s://…, or local[2] for this machine
          yarn | --spark yarn needs --workers N, how many tasks train together, because the result depends on it; the cluster needs as many free cores
          """)
  void mastersThatCannotBeAreNamed(String master, String message) {
    Program.Run run = train("--spark", master);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).containsExactly("adjoint train: " + message, HELP);
  }

  @Test
  void optionsOfAClusterNeedOne() {
    assertThat(train("--workers", "2").err().lines())
        .containsExactly(
            "adjoint train: --workers is for a cluster; name its master with --spark MASTER, or"
                + " leave out --workers",
            HELP);
  }

  @Test
  void aRunOnAClusterGoesOnFromCheckpoints() {
    assertThat(Program.run("train", "--resume", "--out", folder, "--spark", "local").err().lines())
        .containsExactly(
            "adjoint train: --resume is not known on a cluster; there --checkpoints DIR goes on"
                + " from the newest checkpoint in DIR",
            HELP);
  }

  @Test
  void onlyTablesAreTrained() {
    assertThat(Program.run("train", data, "--spark", "local").err().lines())
        .containsExactly(
            "adjoint train: --spark trains a table: adjoint train FILE --target COLUMN --spark"
                + " MASTER",
            HELP);
    assertThat(
            Program.run("train", folder.resolve("no"), "--target", "b", "--spark", "local").err())
        .isEqualTo(
            "adjoint: there is no file %s; check the path, or give the address of a file system of the cluster, such as hdfs:///rows.parquet%n"
                .formatted(folder.resolve("no")));
  }

  @Test
  void otherVersionsOfSparkAreRefused() throws Exception {
    String needed =
        "Spark 4.2 or newer, which runs on Java 25 (https://spark.apache.org/downloads.html)";
    Files.delete(jars.resolve("spark-mllib_2.13-4.2.0.jar"));
    assertThat(withJars().err())
        .isEqualTo(
            "adjoint: spark: %s has no jar spark-mllib_2.13-….jar, which a whole distribution of Spark has; set --spark-jars to that of %s%n"
                .formatted(jars, needed));
    Path core = jars.resolve("spark-core_2.13-4.2.0.jar");
    core = Files.move(core, jars.resolve("spark-core_2.12-4.2.0.jar"));
    assertThat(withJars().err())
        .isEqualTo(
            "adjoint: spark: %s is built for Scala 2.12 but Adjoint needs Scala 2.13; set --spark-jars to that of %s%n"
                .formatted(jars, needed));
    core = Files.move(core, jars.resolve("spark-core_2.13-4.1.3.jar"));
    assertThat(withJars().err())
        .isEqualTo(
            "adjoint: spark: %s has Spark 4.1, whose drivers or executors do not run on Java 25; set --spark-jars to that of %s%n"
                .formatted(jars, needed));
    Files.delete(core);
    assertThat(withJars().err())
        .isEqualTo(
            "adjoint: spark: %s has no jar spark-core_2.13-….jar; set --spark-jars to that of %s%n"
                .formatted(jars, needed));
    jars = folder.resolve("none");
    assertThat(withJars().err())
        .isEqualTo(
            "adjoint: spark: there is no folder %s; set --spark-jars to that of %s%n"
                .formatted(jars, needed));
  }

  private Program.Run withJars() {
    return train("--spark", "local[2]", "--spark-jars", jars.toString());
  }

  @Test
  void withoutSparkItSaysWhatToSet() {
    Assumptions.assumeTrue(System.getenv("SPARK_HOME") == null);

    Program.Run run = train("--spark", "local[2]");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: spark: SPARK_HOME is not set; set it to the folder of Spark 4.2 or newer, which runs on Java 25 (https://spark.apache.org/downloads.html), or name the folder of its jars with --spark-jars DIR%n"
                .formatted());
  }

  @Test
  void aMasterThatIsNotThereIsSaidAtOnce() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path out = folder.resolve("out");
    Program.Run run =
        train(
            "--workers",
            "2",
            "--spark",
            "spark://127.0.0.1:" + port,
            "--spark-jars",
            jars.toString(),
            "--out",
            out.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: spark: no master answers (127.0.0.1:%d: Connection refused); start it with $SPARK_HOME/sbin/start-master.sh, or take the address from its web page%n"
                .formatted(port));
    assertThat(out).doesNotExist();
  }
}
