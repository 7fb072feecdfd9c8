package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--model` with a file of layers.
final class ModelFileTest {

  @TempDir private Path folder;

  private Path net(String layers) throws IOException {
    return Files.writeString(
        folder.resolve("net.json"), "{\"layers\": [" + layers.replace('\'', '"') + "]}");
  }

  @Test
  void aListOfLayersIsTrainedAndShown() throws IOException {
    Path net =
        net("{'layer': 'Linear', 'width': 9}, 'Tanh', {'layer': 'Linear', 'width': 'outputs'}");
    Path out = folder.resolve("run");
    Program.Run run =
        Program.run("train", "--samples", 60, "--epochs", 1, "--model", net, "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("(0) Linear(2 → 9)\n", "(1) Tanh\n");
    assertThat(Files.readString(out.resolve("report.html"))).contains("(1) Tanh");
  }

  @Test
  void aLayerThatDoesNotExistIsNamed() throws IOException {
    Path net = net("{'layer': 'Linaer', 'width': 9}");
    Program.Run run = Program.run("train", "--model", net, "--out", folder.resolve("run"));
    assertThat(run.err())
        .isEqualTo(
            "adjoint: model %s, line 1, column 23: there is no layer \"Linaer\"; did you mean Linear?%n"
                .formatted(net));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void theSchemaIsPrinted() {
    Program.Run run = Program.run("train", "--model-schema");
    assertThat(run.json().path("properties").path("layers").path("$ref").asString())
        .isEqualTo("#/$defs/layers");
  }
}
