package dev.adjoint.data;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real data files, which stand outside the project; a test that needs one is skipped without it.
public final class SharedData {
  private SharedData() {}

  public static Path path(String name) {
    Path path = Path.of(System.getProperty("adjoint.data", "../../shared/data"), name);
    assumeThat(Files.exists(path)).as("%s is there", path).isTrue();
    return path;
  }
}
