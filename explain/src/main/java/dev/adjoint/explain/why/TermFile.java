package dev.adjoint.explain.why;

import java.util.Optional;

/// All terms of an expansion as CSV, in the order of their elements, with every digit.
public final class TermFile {

  /// How every such file begins.
  public static final String HEADER = "operation,left,left_value,right,right_value,product\n";

  private TermFile() {}

  /// The text of the file, with a header.
  public static String of(Expansion expansion) {
    StringBuilder text = new StringBuilder(HEADER);
    for (TermSum part : expansion.parts()) {
      for (Term term : part.terms()) {
        text.append(quoted(part.label()))
            .append(',')
            .append(name(term.left()))
            .append(',')
            .append(term.left().number())
            .append(',')
            .append(name(term.right()))
            .append(',')
            .append(term.right().number())
            .append(',')
            .append(term.product())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String name(Factor factor) {
    Optional<Element> element = factor.element();
    return element.map(some -> quoted(some.toString())).orElse("");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
