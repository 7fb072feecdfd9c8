package dev.adjoint.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/// A command that cannot do what was asked for; the message is all that the user needs to see.
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A failure with its whole message.
  public CommandException(String message) {
    super(message);
  }

  /// A failure whose cause says all.
  public CommandException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  /// A failure that has a cause.
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A folder for results that cannot be made or written.
  public static CommandException unwritable(Path folder, IOException cause) {
    return new CommandException(
        "out: the folder %s cannot be written (%s); choose another one with --out or free some space"
            .formatted(folder, reason(cause)),
        cause);
  }

  /// Why something could not be read or written: the kind too, where the message is only a path.
  public static String reason(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    if (!(failure instanceof FileSystemException)) {
      return text;
    }
    String kind = failure.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return kind.replace(" Exception", "").toLowerCase(Locale.ROOT) + ": " + text;
  }
}
