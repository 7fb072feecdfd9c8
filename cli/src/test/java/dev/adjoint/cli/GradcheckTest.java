package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.check.OperationTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class GradcheckTest {

  @Test
  void everyOperationPasses() {
    Program.Run run = Program.run("gradcheck", "--json");

    JsonNode answer = run.json();
    assertThat(answer.path("checked").asInt()).isEqualTo(OperationTable.rows().size());
    assertThat(answer.path("failed").asInt()).isZero();
    assertThat(answer.path("rows")).hasSize(OperationTable.rows().size());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @Tag("tiny")
  void printsARowForEachOperation() {
    Program.Run run = Program.run("gradcheck", "matmul", "sigmoid");

    assertThat(run.out().lines().map(line -> line.split(" +", 2)[0]))
        .containsSubsequence("operation", "sigmoid", "matmul")
        .containsOnlyOnce("matmul");
    assertThat(run.out()).endsWith("passed (step 1.0E-5, tolerance 1.0E-6, seed 1)%n".formatted());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  @Tag("tiny")
  void aRowThatFailsIsMarkedExplainedAndMakesTheCommandFail() {
    Program.Run text = Program.run("gradcheck", "sigmoid", "--tolerance", "1e-300");
    Program.Run json = Program.run("gradcheck", "sigmoid", "--tolerance", "1e-300", "--json");

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.out())
        .contains("FAILED", "(tolerance 1e-300): failed", "0 of 1 rows passed (step 1.0E-5");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.json().path("failed").asInt()).isEqualTo(1);
    JsonNode row = json.json().path("rows").path(0);
    assertThat(row.path("passed").asBoolean()).isFalse();
    assertThat(row.path("failures")).isNotEmpty();
  }

  @Test
  void layersAndLossesHaveTablesOfTheirOwn() {
    Program.Run run = Program.run("gradcheck", "--layers", "--losses", "Linear", "Gru", "CtcLoss");

    assertThat(run.out().lines().map(line -> line.split("  +", 2)[0]))
        .contains("layer or loss", "Linear", "Gru", "CtcLoss");
    assertThat(run.out()).contains("5 of 5 rows passed");
    assertThat(run.exitCode()).isZero();
    assertThat(Program.run("gradcheck", "--layers", "Liner").err())
        .contains("there is no layer 'Liner'", "Linear");
  }

  @Test
  @Tag("tiny")
  void theSeedDrawsOtherInputs() {
    assertThat(error("1")).isEqualTo(error("1")).isNotEqualTo(error("2"));
  }

  private static double error(String seed) {
    JsonNode answer = Program.run("gradcheck", "tanh", "--seed", seed, "--json").json();
    return answer.path("rows").path(0).path("first_order_error").asDouble();
  }
}
