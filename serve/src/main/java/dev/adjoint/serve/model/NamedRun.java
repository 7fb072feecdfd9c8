package dev.adjoint.serve.model;

import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of a run, and the name under which it is served.
///
/// @param name the name in addresses
/// @param folder the folder of the run
/// @param titles a file with the titles of the items that a model of ratings recommends, or empty
public record NamedRun(String name, Path folder, Optional<Path> titles) {

  /// Checks the name.
  ///
  /// @throws IllegalArgumentException when it is empty or has a character that is reserved in
  ///   addresses
  public NamedRun {
    if (name.isBlank() || name.chars().anyMatch(c -> c < ' ' || "/\\?#%{}\"<>".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "model name '%s': it must not be empty and must not contain / \\ ? # %% { } \" < >; choose another one with NAME=RUN"
              .formatted(name));
    }
  }

  /// A run without titles.
  public NamedRun(String name, Path folder) {
    this(name, folder, Optional.empty());
  }

  /// The same with the titles of its items.
  @CheckReturnValue
  public NamedRun withTitles(Path file) {
    return new NamedRun(name, folder, Optional.of(file));
  }

  /// A run under the name of its folder.
  public static NamedRun of(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new NamedRun(name == null ? "model" : name.toString(), folder);
  }
}
