package dev.adjoint.spark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What only separate processes can show: classes and weights travel, executors are lost.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class StandaloneClusterTest {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final Path PENGUINS = Path.of("../datasets/penguins.csv").toAbsolutePath();

  /// Another division of the rows gives other weights, so some rows are answered otherwise.
  private static final double TOLERANCE = 0.03;

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;
  private static ClusterDriver driver;
  private static double alone;

  @BeforeAll
  static void start() throws Exception {
    try {
      cluster = StandaloneCluster.start(folder, 2, 1024);
    } catch (IOException e) {
      Assumptions.abort("no processes can be started on this machine: " + e.getMessage());
    }
    driver = ClusterDriver.start(folder, cluster.master(), 768, "-XX:TieredStopAtLevel=1");
    alone = accuracy(driver.run(command("alone epochs=12", "alone"), DEADLINE));
  }

  @AfterAll
  static void end() {
    if (driver != null) {
      driver.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static double accuracy(Map<String, String> found) {
    return Double.parseDouble(found.get("accuracy"));
  }

  private static String command(String start, String out) {
    return "%s data=%s label=species out=%s".formatted(start, PENGUINS, folder.resolve(out));
  }

  private static String training(String mode, String out) {
    return command(
            "train mode=%s epochs=12 batch=16 steps=2 workers=2 layers=16 rate=0.01 every=1"
                .formatted(mode),
            mode + out)
        + " checkpoints="
        + folder.resolve(mode + out + "-checkpoints");
  }

  @Test
  void answersHaveTheBitsOfOneMachine() throws Exception {
    Map<String, String> found =
        driver.run("score rows=10000 run=" + folder.resolve("alone"), DEADLINE);

    assertThat(found).containsEntry("scored", "10000").containsEntry("equal", "10000");
  }

  @Test
  void tuningFindsAModelAsGoodAsOneMachines() throws Exception {
    Map<String, String> found = driver.run(command("tune trials=3 epochs=10", "tuned"), DEADLINE);

    assertThat(accuracy(found)).isGreaterThan(alone - TOLERANCE);
  }

  @Test
  void localSgdEndsWithTheSameBitsWhenAnExecutorIsKilled() throws Exception {
    endsWithTheSameBits("local", "round-");
  }

  @Test
  void synchronousTrainingEndsWithTheSameBitsWhenAnExecutorIsKilled() throws Exception {
    endsWithTheSameBits("sync", "step-");
  }

  private static void endsWithTheSameBits(String mode, String prefix) throws Exception {
    Map<String, String> unbroken = driver.run(training(mode, "-unbroken"), DEADLINE);
    assertThat(accuracy(unbroken)).isGreaterThan(alone - TOLERANCE);

    driver.begin(training(mode, "-killed"));
    awaitCheckpoint(folder.resolve(mode + "-killed-checkpoints"), prefix, 3);
    long before = cluster.executor(1).orElseThrow().pid();
    cluster.killExecutor(1);
    Map<String, String> killed = driver.end(DEADLINE);

    assertThat(killed).containsEntry("sha256", unbroken.get("sha256"));
    assertThat(cluster.executor(1).map(ProcessHandle::pid).orElse(-1L)).isNotEqualTo(before);
  }

  private static void awaitCheckpoint(Path checkpoints, String prefix, int least) throws Exception {
    String name = prefix + "%08d".formatted(least);
    while (true) {
      assertThat(driver.isDone()).as("training has ended before the executor was killed").isFalse();
      if (Files.isDirectory(checkpoints)) {
        try (Stream<Path> files = Files.list(checkpoints)) {
          if (files
              .map(file -> file.getFileName().toString())
              .anyMatch(file -> file.startsWith(prefix) && file.compareTo(name) >= 0)) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
  }
}
