package dev.adjoint.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The program with environment variables, as pods have them, and under `mpirun`.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(180)
class DistributedTrainingTest {

  private static final Path PENGUINS =
      Path.of(Files.isDirectory(Path.of("datasets")) ? "." : "..", "datasets", "penguins.csv");

  @TempDir private Path folder;

  private static List<String> command(Path out) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-Dadjoint.threads=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        DistributedTraining.class.getName(),
        out.toString(),
        PENGUINS.toString(),
        "species",
        "6",
        "7");
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// The hashes of the weights that a process prints; fails if it does not end well.
  private static Set<String> weights(Process process) throws Exception {
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      Set<String> found = new HashSet<>();
      output
          .lines()
          .filter(line -> line.matches("process \\d+: weights [0-9a-f]{64}"))
          .forEach(line -> found.add(line.substring(line.lastIndexOf(' '))));
      assertThat(found).as(output).isNotEmpty();
      return found;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static List<Process> pods(Path out, int size) throws IOException {
    String port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = Integer.toString(socket.getLocalPort());
    }
    List<Process> pods = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      pods.add(
          start(
              command(out),
              Map.of(
                  "WORLD_SIZE",
                  Integer.toString(size),
                  "JOB_COMPLETION_INDEX",
                  Integer.toString(rank),
                  "MASTER_ADDR",
                  "127.0.0.1",
                  "MASTER_PORT",
                  port)));
    }
    return pods;
  }

  @Test
  void podsEndInTheWeightsOfOneMachineAlsoAfterAKill() throws Exception {
    Set<String> alone = weights(start(command(folder.resolve("alone")), Map.of()));
    Path shared = folder.resolve("shared");
    List<Process> first = pods(shared, 2);
    while (first.getFirst().isAlive() && checkpoints(shared) == 0) {
      Thread.sleep(5);
    }
    first.get(1).destroyForcibly();
    first.getFirst().waitFor();

    for (Process pod : pods(shared, 2)) {
      assertThat(weights(pod)).isEqualTo(alone);
    }
    assertThat(shared.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("alone").resolve("model.safetensors"));
  }

  private static long checkpoints(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).count();
    }
  }

  @Test
  void mpirunEndsInTheWeightsOfOneMachine() throws Exception {
    Path launcher = Path.of("/usr/bin/mpirun.openmpi");
    assumeTrue(Files.isExecutable(launcher), "Open MPI is not installed");
    Set<String> alone = weights(start(command(folder.resolve("alone")), Map.of()));
    List<String> mpirun =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "--allow-run-as-root",
                "--oversubscribe",
                "--bind-to",
                "none"));
    mpirun.addAll(List.of("-n", "2"));
    mpirun.addAll(command(folder.resolve("mpi")));

    assertThat(weights(start(mpirun, Map.of()))).isEqualTo(alone);
  }
}
