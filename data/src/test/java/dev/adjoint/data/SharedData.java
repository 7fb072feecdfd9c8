package dev.adjoint.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Larger real files, which are not part of the project; a test that needs one is reported as
/// skipped without it.
public final class SharedData {
  private SharedData() {}

  public static Path path(String name) {
    Path path = Path.of(System.getProperty("adjoint.data", "../../shared/data"), name);
    assumeTrue(
        Files.exists(path),
        () ->
            "skipped: %s is not part of the project; -Dadjoint.data=FOLDER names a folder that has %s"
                .formatted(path, name));
    return path;
  }
}
