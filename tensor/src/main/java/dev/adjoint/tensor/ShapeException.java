package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;

/// Shapes that do not fit an operation.
///
/// The message has the form `operation: rule with values; likely fix`; when it happens inside a
/// model, a second line names the layer.

public final class ShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String operation;

  /// An exception of `operation` with the rest of the message.
  public ShapeException(String operation, String detail) {
    super(ThreadContext.current().located(operation + ": " + detail));
    this.operation = operation;
  }

  /// The name of the operation whose rule was broken.
  public String operation() {
    return operation;
  }
}
