package dev.adjoint.tensor;

import java.util.Locale;

/// The name of an operation's type as words. It is made once, because every call needs it.
final class TypeLabel extends ClassValue<String> {

  static final TypeLabel OF = new TypeLabel();

  private TypeLabel() {}

  @Override
  protected String computeValue(Class<?> type) {
    String words =
        type.getSimpleName().replaceAll("(?<=.)Op$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return words.isEmpty() ? "operation" : words.toLowerCase(Locale.ROOT);
  }
}
