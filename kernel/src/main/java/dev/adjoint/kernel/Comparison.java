package dev.adjoint.kernel;

/// The elementwise comparisons; any comparison with NaN is false, except [#NOT_EQUAL], which is
/// true.
public enum Comparison {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL
}
