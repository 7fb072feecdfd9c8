package dev.adjoint.plot.graph;

/// The direction in which a number flows. It decides the colour of the number.
public enum Flow {
  /// A value, computed from inputs to outputs.
  FORWARD,
  /// A gradient, computed from outputs to inputs.
  BACKWARD,
  /// Neither a value nor a gradient.
  PLAIN
}
