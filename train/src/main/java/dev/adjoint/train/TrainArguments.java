package dev.adjoint.train;

import org.jspecify.annotations.Nullable;

/// Checks of the arguments of a trainer.
final class TrainArguments {

  private TrainArguments() {}

  /// The value, which must not be null.
  static <T> T required(String name, @Nullable T value, String fix) {
    if (value == null) {
      throw new NullPointerException("train: %s is null; %s".formatted(name, fix));
    }
    return value;
  }

  /// A whole number that must be at least so large.
  static long atLeast(String name, long least, long value, String fix) {
    if (value < least) {
      throw new IllegalArgumentException(
          "train: %s is %d but must be at least %d; %s".formatted(name, value, least, fix));
    }
    return value;
  }
}
