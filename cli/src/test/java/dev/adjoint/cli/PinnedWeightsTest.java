package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The weights of four runs are the same to the last bit on every processor, with scalar and vector
/// kernels, at every vector width and on one to three threads. They are pinned: whoever changes
/// what is computed sees it here.
final class PinnedWeightsTest {

  private static final Path DATA = Path.of(System.getProperty("adjoint.data", "../../shared/data"));

  @TempDir private Path folder;

  /// Scalar kernels need most of a minute for the images, so they leave them out.
  @ParameterizedTest
  @CsvSource({
    "-XX:MaxVectorSize=16, 1, none",
    "-XX:MaxVectorSize=32, 2, none",
    "-XX:MaxVectorSize=64, 3, none",
    "-Dadjoint.kernels=scalar, 2, mnist"
  })
  void everyKernelAndNumberOfThreadsGivesThePinnedWeights(String kernels, int threads, String out)
      throws Exception {
    List<String> lines = run(kernels, threads, out);
    Set<String> names = PinnedRuns.sources(DATA).keySet();
    assertThat(lines)
        .containsExactlyElementsOf(
            names.stream()
                .filter(name -> !name.equals(out))
                .map(name -> name + " " + PinnedRuns.WEIGHTS.get(name))
                .toList());
    assumeThat(names)
        .as("data sets beside the checkout; the others passed")
        .containsAll(PinnedRuns.WEIGHTS.keySet());
  }

  @Test
  void theProgramLeavesTheSameWeightsAsTheApi() {
    Program.Run run =
        Program.run("train", "--json", "--seed", 11, "--epochs", 5, "--out", folder.resolve("run"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("weights_sha256").asString())
        .isEqualTo(PinnedRuns.WEIGHTS.get("spirals"));
  }

  private List<String> run(String kernels, int threads, String without) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of(kernels, "-Dadjoint.threads=" + threads));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(PinnedRuns.class.getName(), DATA.toString(), folder.toString(), without));
    Path err = folder.resolve("err.txt");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    // The JVM itself may warn on standard output that it has no vectors of this width.
    return out.lines().filter(line -> !line.contains("warning")).toList();
  }
}
