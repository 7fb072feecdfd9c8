package dev.adjoint.explain.descent;

/// A formula that cannot be read. The second line of the message marks the position of the error.
public final class FormulaException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  FormulaException(String text, int at, String detail) {
    super("formula: %s\n  %s\n  %s^".formatted(detail, text, " ".repeat(at)));
  }
}
