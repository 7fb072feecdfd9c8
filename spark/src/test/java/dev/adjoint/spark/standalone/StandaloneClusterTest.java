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
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class StandaloneClusterTest {

  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Path PENGUINS = Path.of("../datasets/penguins.csv").toAbsolutePath();

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;
  private static ClusterDriver driver;
  private static Map<String, String> alone;

  @BeforeAll
  static void start() throws Exception {
    try {
      cluster = StandaloneCluster.start(folder, 2, 1024);
    } catch (IOException e) {
      Assumptions.abort("no processes can be started on this machine: " + e.getMessage());
    }
    driver = ClusterDriver.start(folder, cluster.master(), 768, "-XX:TieredStopAtLevel=1");
    alone = driver.run(command("alone epochs=12", "alone"), DEADLINE);
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

  private static String command(String start, String out) {
    return "%s data=%s label=species out=%s".formatted(start, PENGUINS, folder.resolve(out));
  }

  private static String training(String out) {
    return command("train epochs=12 batch=16 steps=2 workers=2 layers=16 every=1", out)
        + " checkpoints="
        + folder.resolve(out + "-checkpoints");
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

    assertThat(Double.parseDouble(found.get("accuracy"))).isGreaterThan(0.95);
  }

  @Test
  void localSgdEndsWithTheSameBitsWhenAnExecutorIsKilled() throws Exception {
    Map<String, String> unbroken = driver.run(training("unbroken"), DEADLINE);
    assertThat(Double.parseDouble(unbroken.get("accuracy"))).isGreaterThan(0.95);

    long before = cluster.executor(1).orElseThrow().pid();
    driver.begin(training("killed"));
    awaitCheckpoint(folder.resolve("killed-checkpoints"), "round-", 3);
    cluster.killExecutor(1);
    Map<String, String> killed = driver.end(DEADLINE);

    assertThat(killed).containsEntry("sha256", unbroken.get("sha256"));
    assertThat(cluster.executor(1).map(ProcessHandle::pid)).isNotEqualTo(before);
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
