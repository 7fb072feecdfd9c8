package dev.adjoint.plot.graph;

/// The role of a node in a graph.
public enum NodeKind {
  /// Given from outside: data, targets, constants.
  INPUT,
  /// Learned: weights and biases.
  PARAMETER,
  /// Computed from its inputs.
  OPERATION,
  /// The result of the graph: the prediction or the loss.
  OUTPUT
}
