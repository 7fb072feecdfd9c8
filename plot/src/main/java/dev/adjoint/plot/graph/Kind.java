package dev.adjoint.plot.graph;

/// What a node of a graph is.
public enum Kind {
  /// Given from outside: data, targets, constants.
  INPUT,
  /// Learned: weights and biases.
  PARAMETER,
  /// Computed from its inputs.
  OPERATION,
  /// What the graph is for: the prediction or the loss.
  OUTPUT
}
