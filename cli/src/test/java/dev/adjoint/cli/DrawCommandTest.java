package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tiny")
final class DrawCommandTest {

  @TempDir Path folder;

  @Test
  void aRunIsDrawnLightAndDarkWithItsGradientsOnRequest() throws IOException {
    Path run = folder.resolve("run");
    Program.Run trained =
        Program.run(
            "train",
            "../datasets/penguins.csv",
            "--target",
            "species",
            "--epochs",
            1,
            "--model",
            "perceptron",
            "--layers",
            "8",
            "--out",
            run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Path out = folder.resolve("pictures");
    Program.Run forward = Program.run("draw", run, "--out", out);
    assertThat(forward.exitCode()).as(forward.err()).isZero();
    assertThat(forward.out()).contains("3 operations and 123 parameters.");
    assertThat(Files.readString(out.resolve("graph.svg")))
        .contains("0.weight", "1  linear", "2  relu", "[1, 11]", "answer");
    assertThat(Files.readString(out.resolve("graph-dark.svg"))).contains("#14181d");
    assertThat(Files.size(out.resolve("graph.png"))).isGreaterThan(5_000);
    assertThat(out.resolve("graph-dark.png")).exists();
    Program.Run step = Program.run("draw", run, "--out", out, "--step", 2);
    assertThat(step.exitCode()).as(step.err()).isZero();
    assertThat(Files.readString(out.resolve("graph.svg")))
        .contains("cross entropy", "∂ 1", "‖", "run, step 2");
    assertThat(Program.run("draw", run, "--nodes", 2).err())
        .contains("--nodes is 2 but must be from 4 to 400; 40 are usual");
    for (String what : List.of("network", "histograms", "landscape", "rate", "confusion")) {
      Program.Run drawn =
          Program.run("draw", run, "--out", out, "--what", what, "--lang", "zh", "--json");
      assertThat(drawn.exitCode()).as(drawn.err()).isZero();
      assertThat(drawn.out()).contains("\"what\" : \"" + what + "\"");
    }
    assertThat(Files.readString(out.resolve("network.svg"))).contains("个线性层");
    assertThat(Files.readString(out.resolve("histograms-weights-dark.svg"))).contains("0.weight");
    assertThat(Files.readString(out.resolve("landscape.svg"))).contains("平方距离");
    assertThat(Files.readString(out.resolve("rate.svg"))).contains("学习率查找");
    assertThat(Files.readString(out.resolve("confusion.svg"))).contains("Adelie", "预测类别");
    assertThat(Program.run("draw", run, "--out", out, "--what", "filters").err())
        .contains("the network has no convolution of images, so it has no filters");
    Files.writeString(out.resolve("graph.svg"), "mine");
    assertThat(Program.run("draw", run, "--out", out).exitCode()).isEqualTo(1);
    assertThat(out.resolve("graph.svg")).hasContent("mine");
  }
}
