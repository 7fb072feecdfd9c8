package dev.adjoint.tensor;

/// What a backward pass does with the graph.
public enum BackwardMode {
  /// Each operation releases what it kept for its derivative as soon as the pass has used it: the
  /// default, for training. A second pass through the same graph is refused.
  FREE_GRAPH,
  /// The graph stays, so that another pass can go through it (`retain_graph=True` in PyTorch).
  RETAIN_GRAPH,
  /// The graph stays, and the computation of the gradients is tracked too, so that they can be
  /// differentiated again (`create_graph=True` in PyTorch).
  CREATE_GRAPH
}
