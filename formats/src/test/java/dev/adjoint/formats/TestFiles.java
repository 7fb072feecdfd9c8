package dev.adjoint.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Files that other programs wrote: small ones in the project, and more that are not part of it.
public final class TestFiles {
  private TestFiles() {}

  /// A copy of a file that `make_files.py` made.
  public static Path made(Path folder, String name) {
    try (InputStream in = Objects.requireNonNull(TestFiles.class.getResourceAsStream(name), name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /// A file of the shared data; without it the test is reported as skipped.
  public static Path shared(String name) {
    Path path =
        Path.of(System.getProperty("adjoint.data", "../../shared/data")).resolveSibling(name);
    assumeTrue(
        Files.exists(path),
        () -> "skipped: %s is not part of the project and not on this machine".formatted(path));
    return path;
  }
}
