package dev.adjoint.tensor;

import org.jspecify.annotations.Nullable;

/// Checks of arguments. Their messages name the argument; that of the JVM only says that something
/// is null.
final class Require {

  private Require() {}

  /// Refuses null.
  ///
  /// @throws NullPointerException if the value is null; the message names the argument
  static void present(String operation, String name, @Nullable Object value) {
    if (value == null) {
      throw new NullPointerException(
          "%s: %s is null; pass a value, no argument may be null".formatted(operation, name));
    }
  }

  /// Refuses null for an array and for each of its elements.
  ///
  /// @throws NullPointerException if one of them is null; the message names it, such as `parts[1]`
  static void allPresent(String operation, String name, @Nullable Object @Nullable [] values) {
    present(operation, name, values);
    if (values != null) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          present(operation, name + "[" + i + "]", null);
        }
      }
    }
  }
}
