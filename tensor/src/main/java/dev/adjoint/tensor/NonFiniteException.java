package dev.adjoint.tensor;

/// A value or gradient that stopped being finite, found in anomaly mode ([Anomaly]).
public final class NonFiniteException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /// An exception with this message.
  public NonFiniteException(String message) {
    super(message);
  }
}
