package dev.adjoint.distributed.collective;

/// An operation of a [Collective] was not completed. The arrays that were given to it hold no
/// result and the collective cannot be used any more: close it, and make a new one with all ranks.
public final class CollectiveException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /// Why an operation was not completed.
  public enum Reason {
    /// Another rank has ended or closed its end.
    PEER_LOST,
    /// Another rank did not take part in time.
    TIMEOUT,
    /// The ranks called different operations, or gave arrays of different lengths.
    MISMATCH,
    /// The group could not be formed, for instance because a library or a peer is missing.
    START,
    /// The collective was closed, or an earlier operation on it failed.
    CLOSED,
    /// The library reported another error.
    FAILED
  }

  private final Reason reason;

  /// An operation was not completed for this reason.
  public CollectiveException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// An operation was not completed for this reason, which an error caused.
  public CollectiveException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }
}
