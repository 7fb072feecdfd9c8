package dev.adjoint.data;

/// What a model predicts: one of several classes, or a number.
public enum Task {
  /// The target is one of a known list of classes.
  CLASSIFICATION,
  /// The target is a number.
  REGRESSION;

  /// The name as it is written on a command line and in files.
  @Override
  public String toString() {
    return switch (this) {
      case CLASSIFICATION -> "classification";
      case REGRESSION -> "regression";
    };
  }
}
