package dev.adjoint.nn.metric;

/// How the shares of the classes become one number (`average` in scikit-learn).
public enum ClassAveraging {
  /// The mean over the classes that occur among the targets or the predictions: each class counts
  /// the same. The default.
  MACRO,
  /// From the counts of all classes together: each sample counts the same. Precision, recall and F1
  /// are then the accuracy.
  MICRO,
  /// The mean over the classes, each weighted by its number of targets.
  WEIGHTED;

  /// The name of a metric with this averaging.
  String name(String metric) {
    return switch (this) {
      case MACRO -> metric;
      case MICRO -> metric + "_micro";
      case WEIGHTED -> metric + "_weighted";
    };
  }
}
