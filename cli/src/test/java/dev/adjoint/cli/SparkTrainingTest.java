package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `train --spark` with a real Spark: with the jars that the module `spark` was tested with, whose
/// build leaves their names, and with the classes of this class path.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class SparkTrainingTest {

  private static final String OWN = "adjoint.spark.jar";
  private static final List<Path> NAMES =
      List.of(Path.of("../spark/target/jars.txt"), Path.of("../spark/target/quick/jars.txt"));
  private static final Path PENGUINS = Path.of("../datasets/penguins.csv");

  @TempDir private Path folder;
  private Path jars = Path.of("");

  @BeforeEach
  void linkJars() throws IOException {
    String names = System.getProperty("adjoint.spark.jars", "");
    if (names.isEmpty()) {
      Optional<Path> left = NAMES.stream().filter(Files::exists).findFirst();
      Assumptions.assumeTrue(left.isPresent(), "the module spark was not built");
      names = Files.readString(left.get());
    }
    jars = Files.createDirectory(folder.resolve("jars"));
    for (String each : names.strip().split(File.pathSeparator, -1)) {
      Path jar = Path.of(each);
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar") && !name.startsWith("adjoint-")) {
        Files.createSymbolicLink(jars.resolve(name), jar);
      }
    }
    System.setProperty(OWN, System.getProperty("java.class.path"));
  }

  @AfterEach
  void forgetClasses() {
    System.clearProperty(OWN);
  }

  private Program.Run train(Path out, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("train", PENGUINS, "--target", "species", "--out", out, "--epochs", 8));
    words.addAll(List.of("--layers", "16", "--rate", "0.02", "--batch", "8", "--seed", "3"));
    words.addAll(List.of("--spark", "local[2]", "--spark-jars", jars));
    words.addAll(List.of(more));
    return Program.run(words.toArray());
  }

  @Test
  void leavesAFolderThatTheOtherCommandsRead() throws Exception {
    Path out = folder.resolve("run");
    Program.Run run = train(out, "--local-steps", "8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("Data: " + PENGUINS.toAbsolutePath().normalize(), "Cluster: local[2], local SGD")
        .anyMatch(line -> line.startsWith("round 1 of "))
        .anyMatch(line -> line.startsWith("held out: accuracy "))
        .endsWith("Folder: " + out);
    assertThat(Program.json(out.resolve("model.json")).at("/training/seed").intValue())
        .isEqualTo(3);
    assertThat(
            Program.run("evaluate", out, PENGUINS, "--json").json().at("/accuracy").doubleValue())
        .isGreaterThan(0.95);
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              "held-out.json",
              "model.json",
              "model.safetensors",
              "rounds.csv",
              "spark.log");
    }
  }

  @Test
  void addsUpGradientsAndAnswersInJson() {
    Path out = folder.resolve("sync");
    Program.Run run = train(out, "--sync", "--workers", "2", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().at("/folder").stringValue()).isEqualTo(out.toString());
    assertThat(run.json().at("/mode").stringValue()).isEqualTo("sync");
    assertThat(run.json().at("/accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(out.resolve("epochs.csv")).content().hasLineCount(9);
  }

  @Test
  void whatTheClusterCannotDoIsSaidInALine() throws Exception {
    Path out = folder.resolve("refused");
    Program.Run run =
        train(
            out,
            "--sync",
            "--workers",
            "2",
            "--spark-conf",
            "spark.dynamicAllocation.enabled=true");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("The messages of Spark are in %s%n".formatted(out.resolve("spark.log")));
    assertThat(out.resolve("spark.log"))
        .content()
        .contains(
            "spark.dynamicAllocation.enabled is true, but synchronous workers begin together");
  }
}
