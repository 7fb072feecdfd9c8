package dev.adjoint.explain.diagnose.finding;

/// What a check says.
public sealed interface Outcome permits Finding, Healthy, Refused {

  /// The name of the check.
  String check();
}
