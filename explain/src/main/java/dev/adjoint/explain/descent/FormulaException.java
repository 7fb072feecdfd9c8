package dev.adjoint.explain.descent;

/// A formula that cannot be read; the second line of the message points at the place.
public final class FormulaException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  FormulaException(String text, int at, String detail) {
    super("formula: %s\n  %s\n  %s^".formatted(detail, text, " ".repeat(at)));
  }
}
