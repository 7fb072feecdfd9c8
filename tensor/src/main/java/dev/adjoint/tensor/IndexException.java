package dev.adjoint.tensor;

/// An index that lies outside the axis it points into.
public final class IndexException extends IndexOutOfBoundsException {

  private static final long serialVersionUID = 1L;

  /// An exception of `operation` with the rest of the message.
  public IndexException(String operation, String detail) {
    super(Ambient.current().located(operation + ": " + detail));
  }
}
