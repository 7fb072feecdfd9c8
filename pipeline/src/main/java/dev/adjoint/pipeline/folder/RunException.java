package dev.adjoint.pipeline.folder;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/// A run folder that cannot be written, or a file in it that is missing or damaged.
///
/// The message names the file, the reason and the likely fix; it is meant to be shown to the person
/// who named the folder, without a stack trace.
public final class RunException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /// A failure with its whole message.
  public RunException(String message) {
    super(message);
  }

  /// A failure that has a cause.
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A folder that cannot be made or written.
  static RunException unwritable(Path folder, IOException cause) {
    return new RunException(
        "out: the folder %s cannot be written (%s); choose another one with --out or free some space"
            .formatted(folder, reason(cause)),
        cause);
  }

  /// The reason why something could not be read or written. Where the message of the failure is
  /// only a path, the kind of failure is added.
  public static String reason(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    if (!(failure instanceof FileSystemException)) {
      return text;
    }
    String kind = failure.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return kind.replace(" Exception", "").toLowerCase(Locale.ROOT) + ": " + text;
  }
}
