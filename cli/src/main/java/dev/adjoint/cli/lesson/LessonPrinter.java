package dev.adjoint.cli.lesson;

import dev.adjoint.cli.command.Output;
import dev.adjoint.explain.lesson.text.TextLine;

/// Prints the lines of a lesson, in colour on a terminal unless `NO_COLOR` is set.
final class LessonPrinter {

  private static final String END = "\u001b[0m";

  private final Output output;
  private final boolean colored;

  LessonPrinter(Output output) {
    this.output = output;
    this.colored = output.isTerminal() && System.getenv("NO_COLOR") == null;
  }

  void print(TextLine line) {
    String start = colored && !line.text().isEmpty() ? start(line.role()) : "";
    output.line("%s", start.isEmpty() ? line.text() : start + line.text() + END);
  }

  private static String start(TextLine.Role role) {
    return switch (role) {
      case TITLE -> "\u001b[1;36m";
      case HEADING -> "\u001b[1m";
      case FORMULA -> "\u001b[36m";
      case HEADER, FIGURE -> "\u001b[2m";
      case CAUTION -> "\u001b[33m";
      case DIFFERS -> "\u001b[1;31m";
      case TEXT, CAPTION, AGREES -> "";
    };
  }
}
