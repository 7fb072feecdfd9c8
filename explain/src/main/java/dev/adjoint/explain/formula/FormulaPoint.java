package dev.adjoint.explain.formula;

import dev.adjoint.explain.descent.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Numbers for the variables of a formula.
///
/// @param numbers by the name of the variable
public record FormulaPoint(Map<String, Double> numbers) {

  /// Copies the map.
  public FormulaPoint {
    numbers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /// Reads a point such as `x=4,y=1,z=3`.
  ///
  /// @throws IllegalArgumentException if the text has another form; its last line marks the
  ///   position
  public static FormulaPoint parse(String text) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > end) {
        throw wrong(text, end, "a variable, '=' and a number should end here, such as x=4");
      }
      String name = text.substring(start, equals).strip();
      if (!name.matches("\\p{L}[\\p{L}\\p{N}_]*")) {
        throw wrong(text, start, "'%s' is not the name of a variable".formatted(name));
      }
      String number = text.substring(equals + 1, end).strip();
      try {
        double value = Double.parseDouble(number);
        if (!Double.isFinite(value)) {
          throw wrong(text, equals + 1, "%s is not a finite number".formatted(number));
        }
        if (numbers.put(name, value) != null) {
          throw wrong(text, start, "%s has a number already".formatted(name));
        }
      } catch (NumberFormatException _) {
        throw wrong(text, equals + 1, "'%s' is not a number".formatted(number));
      }
      start = end + 1;
    }
    return new FormulaPoint(numbers);
  }

  private static IllegalArgumentException wrong(String text, int at, String detail) {
    return new IllegalArgumentException(
        "at: %s\n  %s\n  %s^".formatted(detail, text, " ".repeat(at)));
  }

  /// The numbers in the order of the formula's variables.
  ///
  /// @throws IllegalArgumentException if a variable has no number, or a number no variable
  public double[] of(Formula formula) {
    List<String> missing = new ArrayList<>(formula.variables());
    missing.removeAll(numbers.keySet());
    List<String> unknown = new ArrayList<>(numbers.keySet());
    unknown.removeAll(formula.variables());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "at: %s has the variables %s but the point gives %s; give one number for each, such as %s=1"
              .formatted(
                  formula,
                  String.join(", ", formula.variables()),
                  String.join(", ", numbers.keySet()),
                  (missing.isEmpty() ? formula.variables() : missing).getFirst()));
    }
    return formula.variables().stream().mapToDouble(numbers::get).toArray();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",");
    numbers.forEach((name, value) -> text.add(name + "=" + plain(value)));
    return text.toString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
