package dev.adjoint.formats;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not what its format asks for: `file: rule, values; likely fix`.
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /// A file that broke a rule.
  ///
  /// @param detail the rule that was broken, each value by its name, and the likely fix
  public FormatException(Path file, String detail) {
    super(file + ": " + detail);
  }

  /// The same with a cause.
  ///
  /// @param detail the rule that was broken, each value by its name, and the likely fix
  public FormatException(Path file, String detail, Throwable cause) {
    super(file + ": " + detail, cause);
  }
}
