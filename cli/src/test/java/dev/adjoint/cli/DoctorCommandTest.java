package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DoctorCommandTest {
  @TempDir Path folder;

  @Test
  void namesTheMachineAndItsLimits() {
    Program.Run run = Program.run("doctor");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("processor ", "caches ", "jdk ", "kernels ", "threads ", "container ")
        .contains("GFLOP/s on one thread", "measured choices in");
  }

  @Test
  void answersInJson() {
    JsonNode answer = Program.run("doctor", "--json", "--no-measure", "--threads", "1").json();

    assertThat(answer.get("threads").asInt()).isEqualTo(1);
    assertThat(answer.get("vectorBits").asInt()).isGreaterThanOrEqualTo(128);
    assertThat(answer.get("variants").get("mode").asString()).isIn("on", "off");
    assertThat(answer.get("findings").isArray()).isTrue();
    assertThat(answer.has("peaks")).isFalse();
  }

  @Test
  void saysWhatSlowsAJvmOfItsOwn() throws Exception {
    Program.Run run =
        Program.launch(
            folder,
            List.of("-Xmx256m", "-Dadjoint.kernels=scalar", "-Dadjoint.threads=1"),
            "doctor",
            "--json");

    List<String> findings =
        run.json().get("findings").valueStream().map(JsonNode::asString).toList();
    assertThat(run.exitCode()).isZero();
    assertThat(findings)
        .contains(
            "the scalar kernels are forced, several times slower; leave out -Dadjoint.kernels=scalar",
            "-XX:TieredStopAtLevel=1 leaves out the optimizing compiler, many times slower; leave it out")
        .anyMatch(text -> text.startsWith("the Java heap may take"));
  }
}
