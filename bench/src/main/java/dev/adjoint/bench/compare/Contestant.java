package dev.adjoint.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A library that takes part: how its process is started.
///
/// @param folder where it runs
record Contestant(String name, List<String> command, Map<String, String> environment, Path folder) {

  /// The library that all others are compared with.
  static final String ADJOINT = "adjoint";

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  /// The one with this name: a way to run Adjoint, or a script `runners/NAME.sh` of the peers.
  ///
  /// @throws IllegalArgumentException if there is no such script
  static Contestant of(String name, Path peers) {
    if (name.equals(ADJOINT) || name.startsWith(ADJOINT + "-")) {
      return adjoint(name);
    }
    Path script = peers.resolve("runners").resolve(name + ".sh").toAbsolutePath().normalize();
    if (!Files.exists(script)) {
      throw new IllegalArgumentException("runner %s: there is no %s".formatted(name, script));
    }
    Map<String, String> environment =
        Map.of(
            "PEERS_HOME", peers.toAbsolutePath().normalize().toString(),
            "PEER_JAVA", java(),
            "PEER_MODELS", Peers.MODELS.toAbsolutePath().normalize().toString());
    return new Contestant(name, List.of("bash", script.toString()), environment, peers);
  }

  private static Contestant adjoint(String name) {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx2g", "-XX:+UseSerialGC"));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xlog:disable"));
    command.addAll(Machine.pageOptions());
    Optional.ofNullable(System.getProperty("adjoint.aot"))
        .ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    switch (name) {
      case ADJOINT -> {}
      case "adjoint-eager" -> command.add("-Dadjoint.bench.eager=true");
      case "adjoint-scalar" -> command.add("-Dadjoint.kernels=scalar");
      default ->
          throw new IllegalArgumentException(
              "runner %s is none; choose adjoint, adjoint-eager or adjoint-scalar".formatted(name));
    }
    command.addAll(Machine.vectorOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.adjoint.bench.workload.Runner");
    return new Contestant(name, command, Map.of(), Path.of("."));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// The command with this number of threads, limited to as many processors if the system supports
  /// it.
  List<String> command(String workload, int threads) {
    List<String> whole = new ArrayList<>();
    if (Files.exists(TASKSET)) {
      whole.addAll(List.of(TASKSET.toString(), "-c", threads == 1 ? "0" : "0-" + (threads - 1)));
    }
    if (name.startsWith(ADJOINT)) {
      whole.addAll(command.subList(0, command.size() - 1));
      whole.add("-Dadjoint.threads=" + threads);
      whole.add(command.getLast());
    } else {
      whole.addAll(command);
    }
    whole.addAll(List.of(workload, Integer.toString(threads)));
    return whole;
  }

  /// What the process finds in its environment.
  Map<String, String> environment(int threads, double warmUp, double repeat) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    String count = Integer.toString(threads);
    for (String key :
        List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PEER_THREADS")) {
      all.put(key, count);
    }
    all.put("PEER_WARMUP_S", Double.toString(warmUp));
    all.put("PEER_REPEAT_S", Double.toString(repeat));
    all.put("PEER_T0_MS", Long.toString(System.currentTimeMillis()));
    return all;
  }
}
