package dev.adjoint.tensor;

/// What becomes of the graph when gradients are computed through it.
public enum Graph {
  /// What each operation kept is let go as the walk passes: the default, for training.
  FREE,
  /// The graph stays for another walk (`retain_graph` in PyTorch).
  RETAIN,
  /// The graph stays and the gradients are recorded themselves, so that they can be differentiated
  /// again (`create_graph` in PyTorch).
  RECORD
}
