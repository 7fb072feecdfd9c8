package dev.adjoint.tensor;

/// A step that cannot be recorded and run again; the message says which operation is in the way and
/// what to do instead.
public final class RecordingException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /// An exception with this message.
  public RecordingException(String message) {
    super(message);
  }
}
