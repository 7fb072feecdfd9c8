package dev.adjoint.explain.lesson.text;

/// A line of a working laid out for a terminal.
///
/// @param role decides how it looks where there are colours
public record TextLine(Role role, String text) {

  /// What a line is.
  public enum Role {
    TITLE,
    HEADING,
    TEXT,
    FORMULA,
    CAPTION,
    HEADER,
    AGREES,
    DIFFERS,
    CAUTION,
    FIGURE
  }
}
