package dev.adjoint.explain.lesson.working;

/// Something in a lesson that is either so or not.
public sealed interface Check permits Quantity, Derivative, Claim {

  /// A name that is the same in every language and unlike any other in the lesson.
  String id();

  /// Whether it is as it must be.
  boolean agrees();
}
