package dev.adjoint.nn.argument;

import java.util.Arrays;
import java.util.List;
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

  /// A copy of a list, of which no element may be null.
  ///
  /// @param name what the list has, such as `the list of sizes`
  public static <T> List<T> list(String owner, String name, @Nullable List<T> list) {
    List<T> values = given(owner, name, list);
    for (int i = 0; i < values.size(); i++) {
      given(owner, "element %d of %s".formatted(i, name), values.get(i), "give a value");
    }
    return List.copyOf(values);
  }

  /// Whole numbers as a list.
  ///
  /// @param name what the array has, such as `the list of sizes`
  public static List<Integer> list(String owner, String name, int @Nullable [] array) {
    return Arrays.stream(given(owner, name, array)).boxed().toList();
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
    return atLeast(owner, name, 1, size, fix);
  }

  /// A whole number that must be at least so large.
  public static int atLeast(String owner, String name, int least, int value, String fix) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: %s is %d but must be at least %d; %s".formatted(owner, name, value, least, fix));
    }
    return value;
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
