package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `adjoint explain --attribute`.
final class AttributeTest {

  private static final String DATA = "../datasets/penguins.csv";

  @TempDir private Path folder;

  @Test
  void anAnswerIsAttributedWithItsResidualAndPictures() throws IOException {
    Path run = folder.resolve("run");
    Program.Run trained =
        Program.run("train", DATA, "--target", "species", "--epochs", 2, "--out", run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Path out = folder.resolve("out");
    Program.Run asked =
        Program.run("explain", run, "--attribute", DATA, "--row", 5, "--out", out, "--json");
    assertThat(asked.exitCode()).as(asked.err()).isZero();
    JsonNode answer = new JsonMapper().readTree(asked.out());
    assertThat(answer.get("similarity_to_random_weights").asDouble(9)).isBetween(-1.0, 1.0);
    double difference = answer.get("score").asDouble() - answer.get("score_of_baseline").asDouble();
    assertThat(answer.get("residual").asDouble())
        .isCloseTo(difference - answer.get("sum").asDouble(), within(1e-9));
    for (String name : List.of("attribution", "attribution-dark")) {
      assertThat(out.resolve(name + ".svg")).isNotEmptyFile();
      assertThat(out.resolve(name + ".png")).isNotEmptyFile();
    }
    assertThat(Files.readString(out.resolve("attribution.svg"))).contains("residual");
    Program.Run wrong = Program.run("explain", run, "--attribute", DATA, "--class", "cat");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("attribution: there is no class 'cat'; there are: Adelie, Chinstrap, Gentoo");
    for (String[] option :
        new String[][] {{"--random-weights"}, {"--row", "3"}, {"--method", "occlusion"}}) {
      List<Object> arguments = new ArrayList<>(List.of("explain", run));
      arguments.addAll(List.of(option));
      Program.Run alone = Program.run(arguments.toArray());
      assertThat(alone.exitCode()).isEqualTo(2);
      assertThat(alone.err())
          .contains(
              "--row, --method, --class, --baseline, --random-weights and --out belong to"
                  + " --attribute; name a file with it");
    }
  }
}
