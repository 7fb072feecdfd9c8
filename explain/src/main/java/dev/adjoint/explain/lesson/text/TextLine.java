package dev.adjoint.explain.lesson.text;

/// A line of a working, formatted for a terminal.
///
/// @param role decides the style of the line if the terminal has colours
public record TextLine(Role role, String text) {

  /// The kind of a line.
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
