package dev.adjoint.cli.command;

/// A command that is used wrongly; ends with exit code 2 and a pointer to the help.
public final class MisuseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// A misuse, with what is wrong and how to put it right.
  public MisuseException(String message) {
    super(message);
  }
}
