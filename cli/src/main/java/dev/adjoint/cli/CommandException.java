package dev.adjoint.cli;

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
}
