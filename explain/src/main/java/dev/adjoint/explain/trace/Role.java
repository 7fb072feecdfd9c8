package dev.adjoint.explain.trace;

import java.util.Locale;

/// What a value is in a training step.
public enum Role {
  /// A value that training changes.
  PARAMETER,
  /// A value that an operation computes.
  ACTIVATION,
  /// An input of the model.
  INPUT,
  /// The target.
  TARGET,
  /// The single number that training makes smaller.
  LOSS,
  /// A number or a mask that is neither computed from the inputs nor trained: a factor, the mask of
  /// dropout, the running mean of a normalisation.
  CONSTANT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
