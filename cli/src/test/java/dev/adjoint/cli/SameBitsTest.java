package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One seed gives one result on any number of threads, with scalar and vector kernels and at any
/// vector width; each in a process of its own, because the width is a matter of the JVM.
final class SameBitsTest {

  @TempDir private Path folder;

  @Test
  void theSameSeedGivesTheSameWeightsEverywhere() throws Exception {
    Path digits = Idx.folder(folder.resolve("digits"), 200);
    String spirals = sha256("", List.of("--samples", 200, "--epochs", 3));
    String images = sha256("", List.of(digits, "--epochs", 2));

    for (String options :
        List.of(
            "",
            "-Dadjoint.threads=1",
            "-Dadjoint.threads=2",
            "-Dadjoint.threads=3",
            "-Dadjoint.kernels=scalar",
            "-Dadjoint.kernels=scalar -Dadjoint.threads=3",
            "-XX:MaxVectorSize=16",
            "-XX:MaxVectorSize=32",
            "-XX:MaxVectorSize=64")) {
      assertThat(sha256(options, List.of(digits, "--epochs", 2))).as(options).isEqualTo(images);
    }
    for (String options : List.of("-Dadjoint.kernels=scalar", "-XX:MaxVectorSize=16")) {
      assertThat(sha256(options, List.of("--samples", 200, "--epochs", 3)))
          .as(options)
          .isEqualTo(spirals);
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() throws Exception {
    List<Object> run = List.of("--samples", 100, "--epochs", 1);
    List<Object> other = new ArrayList<>(run);
    other.addAll(List.of("--seed", 2));

    assertThat(here(run)).isEqualTo(here(run)).isNotEqualTo(here(other));
  }

  @Test
  void theOptionThreadsChangesNothingElse() throws Exception {
    assertThat(here(List.of("--samples", 100, "--epochs", 1, "--threads", 3)))
        .isEqualTo(here(List.of("--samples", 100, "--epochs", 1, "--threads", 1)));
  }

  private String here(List<Object> arguments) {
    Program.Run run = Program.run(all(arguments).toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json().path("weights_sha256").asString();
  }

  private String sha256(String options, List<Object> arguments) throws Exception {
    List<String> words = options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
    Program.Run run = Program.launch(folder, words, all(arguments).toArray());
    assertThat(run.exitCode()).as(options + run.err()).isZero();
    JsonNode answer = run.json();
    assertThat(answer.path("kernels").asString())
        .as(options)
        .startsWith(options.contains("scalar") ? "scalar" : "vector");
    assertThat(Files.exists(folder.resolve("run/metrics.json"))).isTrue();
    return answer.path("weights_sha256").asString();
  }

  private List<Object> all(List<Object> arguments) {
    List<Object> all = new ArrayList<>(List.of("train", "--json", "--layers", "24,24", "--out"));
    all.add(folder.resolve("run"));
    all.addAll(arguments);
    return all;
  }
}
