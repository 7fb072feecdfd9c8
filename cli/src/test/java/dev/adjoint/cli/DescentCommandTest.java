package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("tiny")
final class DescentCommandTest {

  @TempDir private Path folder;

  @Test
  void goesDownAFormulaToItsMinimum() {
    JsonNode answer =
        json("--function", "x^2+y^2+2*x+2", "--start", "1,4", "--rate", "0.01", "--steps", 4000);

    JsonNode descent = descents(answer).getFirst();
    assertThat(end(descent, 0)).isCloseTo(-1, within(1e-12));
    assertThat(end(descent, 1)).isCloseTo(0, within(1e-12));
    assertThat(descent.path("value").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(descent.path("path")).hasSize(4001);
    assertThat(descent.path("diverged").asBoolean()).isFalse();
    assertThat(answer.path("pictures").valueStream().map(JsonNode::asString))
        .allSatisfy(file -> assertThat(Path.of(file)).isNotEmptyFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sphere",
        "bowl",
        "valley",
        "rosenbrock",
        "himmelblau",
        "beale",
        "saddle",
        "rastrigin"
      })
  void knowsFunctionsByName(String name) {
    JsonNode descent =
        descents(json("--function", name, "--rate", "0.001", "--steps", 20)).getFirst();

    JsonNode path = descent.path("path");
    assertThat(path).hasSize(21);
    assertThat(path.path(20)).isNotEqualTo(path.path(0));
  }

  @Test
  void showsSeveralRatesAndOptimizersSideBySide() throws Exception {
    Program.Run run =
        run("--function", "valley", "--rate", "0.1,0.5", "--optimizer", "sgd,adam", "--steps", 30);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("sgd, rate 0.1", "sgd, rate 0.5", "adam, rate 0.1", "adam, rate 0.5");
    assertThat(folder.resolve("panels.svg")).exists();
    assertThat(Files.readString(folder.resolve("values.svg"))).contains("adam");
  }

  @Test
  void tellsThatItDiverges() {
    Program.Run run = run("--function", "x^2", "--start", "3", "--rate", "1e200", "--steps", 100);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("no longer finite; lower the rate");
    assertThat(descents(json("--function", "x^2", "--start", "3", "--rate", "1e200")))
        .first()
        .satisfies(descent -> assertThat(descent.path("diverged").asBoolean()).isTrue());
  }

  @Test
  void tellsAFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    Program.Run run = Program.run("descent", "--out", file, "--steps", 2);

    assertThat(run.err())
        .isEqualTo(
            "adjoint: out: the folder %s cannot be written (file already exists: %s); choose another one with --out or free some space%n"
                .formatted(file, file));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(file).hasContent("kept");
  }

  private Program.Run run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("descent", "--out", folder));
    all.addAll(List.of(arguments));
    return Program.run(all.toArray());
  }

  private JsonNode json(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Program.Run run = run(all.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  private static List<JsonNode> descents(JsonNode answer) {
    return answer.path("descents").valueStream().toList();
  }

  private static double end(JsonNode descent, int coordinate) {
    return descent.path("end").path(coordinate).asDouble();
  }
}
