package dev.adjoint.formats;

import java.io.IOException;
import java.nio.file.Path;

/// A file that violates its format: `file: rule, values; likely fix`.
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /// An error in a file.
  ///
  /// @param detail the violated rule, each value by its name, and the likely fix
  public FormatException(Path file, String detail) {
    super(file + ": " + detail);
  }

  /// An error in a file, with a cause.
  ///
  /// @param detail the violated rule, each value by its name, and the likely fix
  public FormatException(Path file, String detail, Throwable cause) {
    super(file + ": " + detail, cause);
  }
}
