package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TrainProfileTest {

  @TempDir private Path folder;

  @Test
  void tellsWhereTheTimeWentAndLeavesATrace() throws Exception {
    var run = Program.run("train", "--epochs", 2, "--out", folder, "--profile");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern(
            "Where the time went: \\d+ steps of [\\d.]+ [mµ]s, [\\d.]+ s; [\\d.]+ % of it in kernels")
        .containsPattern(
            "(?m)^linear +forward +\\d+ +[\\d.]+ s +[\\d.]+ % +[\\d.]+ % +[\\d.]+ [mµ]s +[\\d.]+ MB$")
        .containsPattern("(?m)^linear +backward ")
        .containsPattern("(?m)^update +the rest ")
        .containsPattern("(?m)^matmul +\\d+ ")
        .contains("Trace: " + folder.resolve("trace.json"));
    JsonNode trace = new JsonMapper().readTree(Files.readString(folder.resolve("trace.json")));
    Set<String> kinds = new HashSet<>();
    for (JsonNode event : trace.get("traceEvents")) {
      assertThat(event.get("ph").stringValue()).isEqualTo("X");
      assertThat(event.get("name").stringValue()).isNotEmpty();
      assertThat(event.get("ts").doubleValue()).isNotNegative();
      assertThat(event.get("dur").doubleValue()).isNotNegative();
      kinds.add(event.get("cat").stringValue());
    }
    assertThat(kinds).containsExactlyInAnyOrder("section", "forward", "backward", "kernel");
  }

  @Test
  void changesNoResultAndStandsInTheAnswer() {
    var plain = Program.run("train", "--epochs", 1, "--out", folder.resolve("a"), "--json");
    var profiled =
        Program.run("train", "--epochs", 1, "--out", folder.resolve("b"), "--json", "--profile");

    assertThat(profiled.json().get("weights_sha256")).isEqualTo(plain.json().get("weights_sha256"));
    assertThat(plain.json().has("profile")).isFalse();
    JsonNode row = profiled.json().get("profile").get(0);
    assertThat(row.get("calls").longValue()).isPositive();
    assertThat(row.get("seconds").doubleValue()).isPositive();
    assertThat(folder.resolve("a").resolve("trace.json")).doesNotExist();
  }
}
