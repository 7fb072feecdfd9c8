package dev.adjoint.plot.graph;

/// Which way a number flows, which decides its colour.
public enum Flow {
  /// A value, computed from inputs to outputs.
  FORWARD,
  /// A gradient, computed from outputs to inputs.
  BACKWARD,
  /// Neither.
  PLAIN
}
