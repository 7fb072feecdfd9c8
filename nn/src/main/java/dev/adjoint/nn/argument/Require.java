package dev.adjoint.nn.argument;

import org.jspecify.annotations.Nullable;

/// Checks of arguments. Each message names the operation, the broken rule with the value by name,
/// and the likely fix.
public final class Require {

  private Require() {}

  /// The value, which must not be null.
  ///
  /// @param owner who refuses, such as `linear`
  /// @param name what is missing, such as `the weight`
  public static <T> T given(String owner, String name, @Nullable T value) {
    return given(owner, name, value, "give one");
  }

  /// The value, which must not be null; the message says what to give.
  public static <T> T given(String owner, String name, @Nullable T value, String fix) {
    if (value == null) {
      throw new NullPointerException("%s: %s is null; %s".formatted(owner, name, fix));
    }
    return value;
  }

  /// A tensor, which must not be null.
  public static <T> T tensor(String owner, String name, @Nullable T value) {
    return given(owner, name, value, "give a tensor");
  }

  /// An optional part, which must not be null.
  public static <T> T optional(String owner, String name, @Nullable T value) {
    return given(owner, name, value, "give Optional.empty() for none");
  }

  /// A generator of random numbers, which must not be null.
  public static <T> T random(String owner, @Nullable T generator) {
    return given(
        owner, "the random generator", generator, "give one, such as new SplittableRandom(seed)");
  }

  /// A size, which must be at least 1.
  public static int size(String owner, String name, int size, String fix) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "%s: %s is %d but must be at least 1; %s".formatted(owner, name, size, fix));
    }
    return size;
  }

  /// A number that must be finite.
  public static double finite(String owner, String name, double value, String fix) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s: %s is %s but must be a finite number; %s".formatted(owner, name, value, fix));
    }
    return value;
  }

  /// A number that must be finite and above 0.
  public static double positive(String owner, String name, double value, String fix) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s is %s but must be a finite number above 0; %s"
              .formatted(owner, name, value, fix));
    }
    return value;
  }

  /// A number that must be finite and at least 0.
  public static double notNegative(String owner, String name, double value, String fix) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s is %s but must be a finite number of at least 0; %s"
              .formatted(owner, name, value, fix));
    }
    return value;
  }

  /// ε of a normalisation, which must be finite and above 0: it keeps the division finite where all
  /// numbers are equal.
  public static double epsilon(String owner, double epsilon) {
    return positive(owner, "epsilon", epsilon, "1e-5 is usual");
  }
}
