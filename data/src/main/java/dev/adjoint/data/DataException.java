package dev.adjoint.data;

import java.io.Serial;

/// Data that cannot be used as it is: a missing file, a row with too few cells, an unknown label.
///
/// The message reads `operation: the rule that was broken, each value by its name; the likely fix`
/// and is meant to be shown to the person who supplied the data, without a stack trace.
public final class DataException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  /// An error with its whole message.
  ///
  /// @param message operation, rule, values and fix
  public DataException(String message) {
    super(message);
  }

  /// An error that was caused by another one, such as a failed read.
  ///
  /// @param message operation, rule, values and fix
  /// @param cause the original failure
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
