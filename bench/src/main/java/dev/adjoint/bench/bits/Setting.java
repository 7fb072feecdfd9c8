package dev.adjoint.bench.bits;

import dev.adjoint.bench.workload.Bits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a process computes.
///
/// @param width of vectors in bytes at most; 0 for scalar kernels
/// @param eager whether each step is computed operation by operation instead of recorded
record Setting(int width, int threads, boolean eager) {

  /// What a process computed.
  ///
  /// @param kernels as the process describes them
  /// @param numbers of each workload
  record Computed(String kernels, Map<String, String> numbers) {}

  /// All that must not make a difference: first what the others are compared with.
  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    for (int width : new int[] {64, 32, 16, 0}) {
      for (int threads = 1; threads <= 3; threads++) {
        all.add(new Setting(width, threads, false));
      }
    }
    all.add(new Setting(64, 1, true));
    all.add(new Setting(64, 2, true));
    return all;
  }

  /// Computes the workloads in a process of its own; its errors go to ours.
  ///
  /// @param effort the first arguments of [Bits]
  /// @throws IllegalStateException if the process fails
  Computed compute(List<String> effort, List<String> workloads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(effort, workloads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String kernels;
    Map<String, String> numbers = new LinkedHashMap<>();
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      kernels = String.valueOf(reader.readLine());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ", 2);
        numbers.put(words[0], words[1]);
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("same-bits: %s failed after %s".formatted(this, numbers));
    }
    return new Computed(kernels, numbers);
  }

  private List<String> command(List<String> effort, List<String> workloads) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xlog:disable"));
    command.add(width == 0 ? "-Dadjoint.kernels=scalar" : "-XX:MaxVectorSize=" + width);
    command.add("-Dadjoint.threads=" + threads);
    command.add("-Dadjoint.bench.eager=" + eager);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bits.class.getName()));
    command.addAll(effort);
    command.addAll(workloads);
    return command;
  }
}
