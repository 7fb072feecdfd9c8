package dev.adjoint.explain.lesson.working;

/// A statement in a lesson that is true or false.
public sealed interface Check permits Quantity, Derivative, Claim {

  /// A name that is the same in every language and unique in the lesson.
  String id();

  /// Whether the statement is true.
  boolean agrees();
}
