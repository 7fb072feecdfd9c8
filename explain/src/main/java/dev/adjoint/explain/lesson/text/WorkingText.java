package dev.adjoint.explain.lesson.text;

import dev.adjoint.explain.lesson.text.TextLine.Role;
import dev.adjoint.explain.lesson.working.Check;
import dev.adjoint.explain.lesson.working.Claim;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Part;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Working;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A working as lines for a terminal. A line has at most 100 columns, unless its numbers need more.
public final class WorkingText {

  private static final int WIDTH = 92;
  private static final int DIGITS = 9;
  private static final int DERIVATIVE_DIGITS = 7;
  private static final int STATED_DIGITS = 14;
  private static final String INDENT = "  ";

  private final LessonWords words;
  private final UnaryOperator<String> path;
  private final List<TextLine> lines = new ArrayList<>();

  private WorkingText(LessonWords words, UnaryOperator<String> path) {
    this.words = words;
    this.path = path;
  }

  /// The lines of a working.
  ///
  /// @param words the texts in the language in which the lesson was run
  /// @param path maps the name of a figure to the path of its files
  public static List<TextLine> of(Working working, LessonWords words, UnaryOperator<String> path) {
    WorkingText text = new WorkingText(words, path);
    text.title(words.text("lesson.title", working.number(), working.title()));
    working.parts().forEach(text::part);
    text.end(working);
    return text.lines;
  }

  private void add(Role role, String text) {
    lines.add(new TextLine(role, text));
  }

  private void blank() {
    if (!lines.isEmpty() && !lines.getLast().text().isEmpty()) {
      add(Role.TEXT, "");
    }
  }

  private void title(String title) {
    add(Role.TITLE, title);
    add(Role.TITLE, "═".repeat(DisplayWidth.of(title)));
  }

  private void part(Part part) {
    blank();
    switch (part) {
      case Part.Heading(String text) -> {
        blank();
        add(Role.HEADING, text);
        add(Role.HEADING, "─".repeat(DisplayWidth.of(text)));
      }
      case Part.Paragraph(String text) ->
          DisplayWidth.wrap(text, WIDTH).forEach(line -> add(Role.TEXT, line));
      case Part.Lines(List<String> kept) ->
          kept.forEach(line -> add(Role.FORMULA, INDENT + INDENT + line));
      case Part.Caution(String text) -> caution(text);
      case Part.Quantities table -> quantities(table);
      case Part.Derivatives table -> derivatives(table);
      case Part.Table table -> table(table);
      case Part.Claims(List<Claim> claims) -> claims.forEach(this::claim);
      case Part.Figure figure -> figure(figure);
    }
  }

  private void caution(String text) {
    List<String> wrapped = DisplayWidth.wrap(text, WIDTH - 2);
    for (int i = 0; i < wrapped.size(); i++) {
      add(Role.CAUTION, (i == 0 ? "! " : INDENT) + wrapped.get(i));
    }
  }

  private void caption(String caption) {
    DisplayWidth.wrap(caption, WIDTH).forEach(line -> add(Role.CAPTION, line));
  }

  private static String mark(boolean agrees) {
    return agrees ? "✓" : "✗";
  }

  private void quantities(Part.Quantities part) {
    caption(part.caption());
    boolean stated = part.rows().stream().anyMatch(row -> row.stated().isPresent());
    TextTable table = new TextTable();
    if (stated) {
      table.row(List.of("", words.text("table.computed"), words.text("table.stated"), ""));
    }
    for (Quantity row : part.rows()) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(List.of(row.label()));
      int digits = row.stated().isPresent() ? STATED_DIGITS : DIGITS;
      cells.add(TensorLines.of(row.value(), digits));
      if (stated) {
        cells.add(row.stated().map(s -> TensorLines.of(s, STATED_DIGITS)).orElse(List.of("")));
        cells.add(List.of(row.stated().isPresent() ? mark(row.agrees()) : ""));
      }
      table.tall(cells);
    }
    rows(table, stated, part.rows());
  }

  private void derivatives(Part.Derivatives part) {
    caption(part.caption());
    TextTable table = new TextTable();
    table.row(
        List.of(
            "",
            words.text("table.analytic"),
            words.text("table.numeric"),
            words.text("table.difference"),
            ""));
    for (Derivative row : part.rows()) {
      table.tall(
          List.of(
              List.of(row.label()),
              TensorLines.of(row.analytic(), DERIVATIVE_DIGITS),
              TensorLines.of(row.numeric(), DERIVATIVE_DIGITS),
              List.of(NumberText.of(row.difference(), 2)),
              List.of(mark(row.agrees()))));
    }
    rows(table, true, part.rows());
  }

  private void rows(TextTable table, boolean header, List<? extends Check> checks) {
    List<List<String>> rows = table.lines();
    for (int i = 0; i < rows.size(); i++) {
      boolean isHeader = header && i == 0;
      Role role =
          isHeader
              ? Role.HEADER
              : checks.get(header ? i - 1 : i).agrees() ? Role.AGREES : Role.DIFFERS;
      rows.get(i).forEach(line -> add(role, INDENT + line));
    }
  }

  private void table(Part.Table part) {
    caption(part.caption());
    TextTable table = new TextTable();
    table.row(part.header());
    part.rows().forEach(table::row);
    List<List<String>> rows = table.lines();
    for (int i = 0; i < rows.size(); i++) {
      Role role = i == 0 ? Role.HEADER : Role.TEXT;
      rows.get(i).forEach(line -> add(role, INDENT + line));
    }
  }

  private void claim(Claim claim) {
    List<String> wrapped = DisplayWidth.wrap(claim.text(), WIDTH - 4);
    Role role = claim.agrees() ? Role.AGREES : Role.DIFFERS;
    for (int i = 0; i < wrapped.size(); i++) {
      add(role, INDENT + (i == 0 ? mark(claim.agrees()) + " " : INDENT) + wrapped.get(i));
    }
  }

  private void figure(Part.Figure figure) {
    add(Role.FIGURE, words.text("figure.at", path.apply(figure.file())));
    DisplayWidth.wrap(figure.caption(), WIDTH - 2).forEach(line -> add(Role.FIGURE, INDENT + line));
  }

  private void end(Working working) {
    blank();
    working.checks().stream()
        .filter(check -> !check.agrees())
        .forEach(check -> add(Role.DIFFERS, words.text("lesson.differs", check.id())));
    add(
        working.agrees() ? Role.AGREES : Role.DIFFERS,
        words.text("lesson.agree", working.agreeing(), working.checks().size()));
  }
}
