package dev.adjoint.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder with the runners of other libraries, which is no part of this repository.
final class Peers {

  private static final Path BESIDE = Path.of("..", "shared", "peers");
  private static final Path COPY = Path.of("bench", "target", "peers");
  private static final Path LOG = Path.of("bench", "target", "peers.log");

  private Peers() {}

  /// The folder to use when none is named, if it is there.
  static Optional<Path> usual() {
    return Files.isDirectory(BESIDE) ? Optional.of(BESIDE) : Optional.empty();
  }

  /// The folder itself if it is built, else a copy that is built now: someone else's files stay as
  /// they are.
  ///
  /// @throws IllegalArgumentException if there are no runners in it
  static Path built(Path folder) throws IOException, InterruptedException {
    if (!Files.isDirectory(folder.resolve("runners"))) {
      throw new IllegalArgumentException(
          "--peers: there is no %s; name the folder with the other libraries' runners"
              .formatted(folder.resolve("runners")));
    }
    if (isBuilt(folder)) {
      return folder;
    }
    if (!isBuilt(COPY)) {
      copy(folder);
      Compare.note("Building the peers; the first time this fetches about 1 GB of libraries");
      // Not to our own output, which is the page.
      ProcessBuilder maven =
          new ProcessBuilder("mvn", "-B", "-q", "package")
              .directory(COPY.toFile())
              .redirectErrorStream(true)
              .redirectOutput(LOG.toFile());
      maven.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
      if (maven.start().waitFor() != 0) {
        throw new IllegalArgumentException(
            "--peers: the build in %s failed; its output is in %s".formatted(COPY, LOG));
      }
    }
    return COPY;
  }

  private static boolean isBuilt(Path folder) {
    return Files.isDirectory(folder.resolve("common").resolve("target").resolve("classes"));
  }

  private static void copy(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path target = COPY.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }
}
