package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.tensorboard.EventFile;
import dev.adjoint.formats.tensorboard.LogContent;
import dev.adjoint.formats.tensorboard.LogEvent;
import dev.adjoint.formats.tensorboard.LogRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardCommandTest {

  @TempDir private Path folder;

  private static List<LogContent> contents(Path run) throws IOException {
    List<LogContent> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      for (Path file : files.sorted().toList()) {
        EventFile.readAll(file).stream().map(LogEvent::content).forEach(contents::add);
      }
    }
    return contents;
  }

  private static List<LogRuns.Point> validation(Path run) throws IOException {
    Map<String, List<LogRuns.Point>> curves =
        Objects.requireNonNull(LogRuns.read(run).curves().get("tensorboard"));
    return Objects.requireNonNull(curves.get("validation/loss"));
  }

  @Test
  void writesCurvesGraphAndSettingsAndChangesNoBit() throws IOException {
    Path run = folder.resolve("第一 run");
    var plain = Program.run("train", "--epochs", 2, "--out", folder.resolve("plain"), "--json");
    var told = Program.run("train", "--epochs", 2, "--out", run, "--json", "--tensorboard");

    assertThat(told.json().get("weights_sha256")).isEqualTo(plain.json().get("weights_sha256"));
    assertThat(validation(run)).hasSize(2);
    assertThat(contents(run))
        .anyMatch(content ->
            content instanceof LogContent.Graph(var nodes)
                && nodes.stream().anyMatch(node -> node.operation().equals("Gemm")))
        .anyMatch(content ->
            content instanceof LogContent.HyperParameters(var values, var metrics)
                && Double.valueOf(2).equals(values.get("epochs"))
                && metrics.contains("validation/accuracy"));
  }

  @Test
  void showsTheFirstImages() throws IOException {
    Path run = folder.resolve("run");
    var told =
        Program.run(
            "train",
            "--set",
            "digits",
            "--samples",
            60,
            "--epochs",
            1,
            "--out",
            run,
            "--tensorboard");

    assertThat(told.err()).isEmpty();
    assertThat(told.out())
        .contains("TensorBoard: tensorboard --logdir " + run.resolve("tensorboard"));
    assertThat(contents(run)).filteredOn(LogContent.Picture.class::isInstance).hasSize(8);
  }

  @Test
  void theEventsOfAnEarlierRunAreSetAside() throws IOException {
    Program.run("train", "--epochs", 1, "--out", folder, "--tensorboard");
    Program.run("train", "--epochs", 1, "--out", folder, "--tensorboard");
    Program.run("train", "--epochs", 2, "--resume", "--out", folder, "--tensorboard");

    assertThat(LogRuns.read(folder).curves().keySet())
        .containsExactly("earlier/tensorboard", "tensorboard");
    assertThat(validation(folder)).hasSize(2);
    assertThat(contents(folder)).contains(new LogContent.Restarted());
  }
}
