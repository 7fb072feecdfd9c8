package dev.adjoint.cli.command;

import dev.adjoint.pipeline.folder.RunException;
import java.io.IOException;
import java.nio.file.Path;

/// A command that cannot do its work. The message is all that the user needs to see.
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A failure with its whole message.
  public CommandException(String message) {
    super(message);
  }

  /// A failure with the message of its cause.
  public CommandException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  /// A failure that has a cause.
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A folder for results that cannot be made or written.
  public static CommandException unwritable(Path folder, IOException cause) {
    return unwritable("out", "--out", folder, cause);
  }

  /// The same for a folder that another option names, such as `--java`.
  public static CommandException unwritable(String option, Path folder, IOException cause) {
    return unwritable(option, option, folder, cause);
  }

  private static CommandException unwritable(
      String subject, String option, Path folder, IOException cause) {
    return new CommandException(
        "%s: the folder %s cannot be written (%s); choose another one with %s or free some space"
            .formatted(subject, folder, RunException.reason(cause), option),
        cause);
  }
}
