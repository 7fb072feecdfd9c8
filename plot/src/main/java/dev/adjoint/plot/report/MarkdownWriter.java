package dev.adjoint.plot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a report as Markdown with the tables of GitHub.
final class MarkdownWriter {

  private final List<String> parts = new ArrayList<>();

  private MarkdownWriter() {}

  static String write(Report report) {
    var writer = new MarkdownWriter();
    writer.page(report);
    return String.join("\n\n", writer.parts) + "\n";
  }

  private void page(Report report) {
    parts.add("# " + text(report.title()));
    optional(report.subtitle(), "%s");
    for (Section section : report.sections()) {
      optional(section.heading(), "## %s");
      section.blocks().forEach(this::block);
    }
    optional(report.footer(), "*%s*");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Paragraph(var text) -> parts.add(text(text));
      case Block.Code(var text) -> parts.add(code(text));
      case Block.Formula(var text) -> parts.add(code(text));
      case Block.Check(var holds, var text) -> parts.add((holds ? "✓ " : "✗ ") + text(text));
      case Block.Facts(var facts) ->
          parts.add(
              facts.stream()
                  .map(fact -> "- **%s**: %s".formatted(text(fact.name()), text(fact.value())))
                  .collect(Collectors.joining("\n")));
      case Block.Folded(var summary, var _, var blocks) -> {
        parts.add("**%s**".formatted(text(summary)));
        blocks.forEach(this::block);
      }
      case Block.Table table -> table(table);
      case Block.Figure figure -> figure(figure);
      case Block.Figures(var figures) -> figures.forEach(this::figure);
    }
  }

  private void figure(Block.Figure figure) {
    String caption = figure.caption().isEmpty() ? figure.picture().title() : figure.caption();
    parts.add("*%s* (%s)".formatted(text(caption), text(figure.picture().description())));
  }

  private void table(Block.Table table) {
    optional(table.caption(), "%s");
    List<String> lines = new ArrayList<>();
    lines.add(row(table.header()));
    List<String> rule = new ArrayList<>();
    for (int column = 0; column < table.header().size(); column++) {
      rule.add(table.isNumeric(column) ? "---:" : "---");
    }
    lines.add("| " + String.join(" | ", rule) + " |");
    table.rows().forEach(row -> lines.add(row(row)));
    parts.add(String.join("\n", lines));
  }

  private static String row(List<String> cells) {
    return cells.stream().map(MarkdownWriter::text).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private void optional(String text, String form) {
    if (!text.isEmpty()) {
      parts.add(form.formatted(text(text)));
    }
  }

  /// A block of code whose fence is longer than any run of backticks in it.
  private static String code(String text) {
    int longest = 2;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return fence + "\n" + text + "\n" + fence;
  }

  /// Plain text: the characters that Markdown reads as marks are escaped, and line breaks are
  /// spaces.
  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    String line = text.replaceAll("\\s*\\R\\s*", " ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean isMark = "\\`*_{}[]<>#|~&".indexOf(c) >= 0;
      boolean isListMark = i == 0 && (c == '-' || c == '+');
      out.append(isMark || isListMark ? "\\" : "").append(c);
    }
    return out.toString();
  }
}
