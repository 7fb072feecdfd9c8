package dev.adjoint.data;

/// What a model predicts: one of several classes, numbers, or which of several labels apply.
public enum Task {
  /// The target is one of a known list of classes.
  CLASSIFICATION,
  /// The target is a number, or several of them.
  REGRESSION,
  /// The target is several columns of two values each, of which any may apply to a sample.
  MULTI_LABEL;

  /// The name as it is written on a command line and in files.
  @Override
  public String toString() {
    return switch (this) {
      case CLASSIFICATION -> "classification";
      case REGRESSION -> "regression";
      case MULTI_LABEL -> "multi-label";
    };
  }
}
