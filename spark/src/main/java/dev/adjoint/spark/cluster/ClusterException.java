package dev.adjoint.spark.cluster;

/// A cluster that cannot do the work, or a file on it that cannot be used.
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// What was wanted, the rule, the values, and the likely fix.
  public ClusterException(String message) {
    super(message);
  }

  /// The same with the cause.
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
