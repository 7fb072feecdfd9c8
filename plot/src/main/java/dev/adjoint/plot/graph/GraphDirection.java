package dev.adjoint.plot.graph;

/// The direction in which a graph is drawn, from its inputs to its results.
public enum GraphDirection {
  /// From left to right, for graphs of a few nodes in a row.
  RIGHT,
  /// From the top down, for long graphs.
  DOWN
}
