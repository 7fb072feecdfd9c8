package dev.adjoint.bench.compare;

import dev.adjoint.bench.workload.BatchInference;
import dev.adjoint.bench.workload.GptDecoding;
import dev.adjoint.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The folder with the runners of other libraries, a script each. That of this repository is a
/// Maven project of its own and built when needed; any other one is used as it is.
final class Peers {

  /// The one of this repository.
  static final Path OWN = Path.of("bench", "peers");

  /// Adjoint's networks as ONNX files, for the runners that read such.
  static final Path MODELS = Path.of("bench", "target", "models");

  private static final Path TARGET = OWN.resolve("target");
  private static final Path BUILT = TARGET.resolve("built");
  private static final Path LOG = TARGET.resolve("build.log");

  /// What it shares with the benchmarks.
  private static final Path SHARED =
      Path.of("bench", "src", "main", "java", "dev", "adjoint", "bench", "workload");

  private Peers() {}

  /// Writes the networks of those workloads that need one.
  static void export(List<Workload> workloads) throws IOException {
    Files.createDirectories(MODELS);
    for (Workload workload : workloads) {
      switch (workload) {
        case W7, W14, W15, W16, W17 ->
            BatchInference.export(workload, MODELS.resolve(workload + ".onnx"));
        case W10 -> GptDecoding.export(MODELS.resolve(workload + ".onnx"));
        default -> {}
      }
    }
  }

  /// Makes the folder ready for use.
  ///
  /// @throws IllegalArgumentException if the build fails
  static void build(Path folder) throws IOException, InterruptedException {
    if (!folder.equals(OWN) || isBuilt()) {
      return;
    }
    Files.createDirectories(TARGET);
    Compare.note("Building the peers; the first time this fetches about 1 GB of libraries");
    // Not to our own output, which is the page.
    ProcessBuilder maven =
        new ProcessBuilder("mvn", "-B", "-q", "package")
            .directory(OWN.toFile())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    maven.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
    if (maven.start().waitFor() != 0) {
      throw new IllegalArgumentException(
          "the build in %s failed, its output is in %s; --runners adjoint measures without it"
              .formatted(OWN, LOG));
    }
    Files.writeString(BUILT, "");
  }

  private static boolean isBuilt() throws IOException {
    if (!Files.exists(BUILT)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(BUILT);
    return !isNewer(OWN, built) && !isNewer(SHARED, built);
  }

  /// Whether a file below a folder is newer, what builds and runs leave in `target` aside.
  private static boolean isNewer(Path folder, FileTime time) throws IOException {
    try (Stream<Path> newer =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (path, file) ->
                file.isRegularFile()
                    && file.lastModifiedTime().compareTo(time) > 0
                    && !path.toString().contains("target"))) {
      return newer.findAny().isPresent();
    }
  }
}
