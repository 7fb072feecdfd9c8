package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;

/// A matrix for which a function of [Linalg] has no answer: singular, not positive definite, or
/// with elements that are not finite.
public final class LinalgException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  /// An exception with this whole message.
  public LinalgException(String message) {
    super(message);
  }

  /// An exception of `operation` with the rest of the message; it names the layer that is running
  /// now.
  public static LinalgException of(String operation, String detail) {
    return new LinalgException(ThreadContext.current().located(operation + ": " + detail));
  }
}
