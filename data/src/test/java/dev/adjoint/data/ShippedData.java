package dev.adjoint.data;

import java.nio.file.Files;
import java.nio.file.Path;

/// The small real files of the project's folder `datasets`, which every checkout has.
public final class ShippedData {
  private ShippedData() {}

  /// A file or folder of `datasets`; tests may start in the project's folder or in a module's.
  public static Path path(String name) {
    Path here = Path.of("datasets");
    return (Files.isDirectory(here) ? here : Path.of("..", "datasets")).resolve(name);
  }
}
