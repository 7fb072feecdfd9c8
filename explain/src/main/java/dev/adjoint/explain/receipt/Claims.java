package dev.adjoint.explain.receipt;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A part of a document, read with checks: each entry must exist and be of its kind.
///
/// @param path its path, for messages
/// @param fields its entries
record Claims(String path, Map<?, ?> fields) {

  /// A document that does not have the form.
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  static Claims of(String path, Object value) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new Malformed(path + " is not an object");
    }
    return new Claims(path, fields);
  }

  /// Refuses entries that the check does not know.
  void only(Set<String> names) {
    for (Object name : fields.keySet()) {
      if (!(name instanceof String text && names.contains(text))) {
        throw new Malformed("%s has the entry '%s', which is not known".formatted(path, name));
      }
    }
  }

  private Object field(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new Malformed("%s has no entry '%s'".formatted(path, name));
    }
    return value;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Claims part(String name) {
    return of(path + "." + name, field(name));
  }

  List<?> list(String name) {
    if (!(field(name) instanceof List<?> items)) {
      throw new Malformed("%s.%s is not a list".formatted(path, name));
    }
    return items;
  }

  String text(String name) {
    if (!(field(name) instanceof String text)) {
      throw new Malformed("%s.%s is not a text".formatted(path, name));
    }
    return text;
  }

  boolean truth(String name) {
    if (!(field(name) instanceof Boolean truth)) {
      throw new Malformed("%s.%s is not true or false".formatted(path, name));
    }
    return truth;
  }

  /// A number; `NaN` and infinities are texts.
  double number(String name) {
    return switch (field(name)) {
      case Number number -> number.doubleValue();
      case String text when text.equals("NaN") -> Double.NaN;
      case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      default -> throw new Malformed("%s.%s is not a number".formatted(path, name));
    };
  }

  int whole(String name) {
    double number = number(name);
    if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
      throw new Malformed("%s.%s is not a whole number".formatted(path, name));
    }
    return (int) number;
  }
}
