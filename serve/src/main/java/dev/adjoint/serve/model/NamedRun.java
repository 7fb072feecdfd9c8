package dev.adjoint.serve.model;

import java.nio.file.Path;

/// The folder of a run, and the name under which it is served.
///
/// @param name the name in addresses
/// @param folder the folder of the run
public record NamedRun(String name, Path folder) {

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException when it is empty or has a letter that addresses need
  public NamedRun {
    if (name.isBlank() || name.chars().anyMatch(c -> c < ' ' || "/\\?#%{}\"<>".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "model name '%s': it must not be empty or have / \\ ? # %% { } \" < >; give another one with NAME=RUN"
              .formatted(name));
    }
  }

  /// A run under the name of its folder.
  public static NamedRun of(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new NamedRun(name == null ? "model" : name.toString(), folder);
  }
}
