package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A few steps of every workload give the same bits in processes of their own with other kernels,
/// vector widths and numbers of threads.
final class BitsTest {

  private static final List<String> WORKLOADS = List.of("W1", "W2", "W3", "W4", "W5", "W6");

  @Test
  void kernelsThreadsAndVectorWidthsGiveTheSameBits() throws Exception {
    List<String> reference = bits("-Dadjoint.threads=1");

    assertThat(reference).hasSameSizeAs(WORKLOADS);
    assertThat(bits("-Dadjoint.threads=2", "-XX:MaxVectorSize=32")).isEqualTo(reference);
    assertThat(bits("-Dadjoint.threads=3", "-XX:MaxVectorSize=16")).isEqualTo(reference);
    assertThat(bits("-Dadjoint.threads=2", "-Dadjoint.kernels=scalar")).isEqualTo(reference);
  }

  @ParameterizedTest
  @EnumSource(names = {"W1", "W2", "W3", "W4", "W5", "W6"})
  void recordedStepsGiveTheSameBits(Workload workload) {
    assertThat(Bits.of(Training.of(workload, Bits.ROWS)))
        .isEqualTo(Bits.of(Training.eager(workload, Bits.ROWS)));
  }

  @Test
  void anotherWorkloadGivesOtherBits() {
    assertThat(Bits.of(Training.of(Workload.W1)))
        .isNotEqualTo(Bits.of(Training.of(Workload.W2, 3)));
  }

  private static List<String> bits(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xlog:disable"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bits.class.getName()));
    command.addAll(WORKLOADS);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      lines = reader.readAllLines();
    }
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }
}
