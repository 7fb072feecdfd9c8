package dev.adjoint.explain.document;

import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.List;

/// A document as lines for a terminal. Columns of numbers are aligned right, all others left.
public final class TerminalText {

  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private TerminalText() {}

  /// The lines.
  public static List<String> of(Report report) {
    TerminalText text = new TerminalText();
    text.lines.add(report.title());
    if (!report.subtitle().isEmpty()) {
      text.lines.add(report.subtitle());
    }
    report.sections().forEach(text::section);
    if (!report.footer().isEmpty()) {
      text.blank();
      text.lines.add(report.footer());
    }
    return text.lines;
  }

  private void blank() {
    if (!lines.getLast().isEmpty()) {
      lines.add("");
    }
  }

  private void section(Section section) {
    blank();
    if (!section.heading().isEmpty()) {
      lines.add(section.heading());
    }
    section.blocks().forEach(this::block);
  }

  private void block(Block block) {
    switch (block) {
      case Block.Paragraph(var text) -> wrapped("", text);
      case Block.Code(var text) -> text.lines().forEach(line -> lines.add(INDENT + line));
      case Block.Formula(var text) -> lines.add(INDENT + text);
      case Block.Check(var holds, var text) -> wrapped(holds ? "✓ " : "✗ ", text);
      case Block.Facts(var facts) -> {
        int width = facts.stream().mapToInt(fact -> DisplayWidth.of(fact.name())).max().orElse(0);
        for (Block.Fact fact : facts) {
          lines.add(INDENT + DisplayWidth.padRight(fact.name(), width) + INDENT + fact.value());
        }
      }
      case Block.Folded(var summary, var _, var blocks) -> {
        blank();
        lines.add(summary);
        blocks.forEach(this::block);
      }
      case Block.Table table -> table(table);
      case Block.Figure(var _, var caption) -> wrapped("", caption);
      case Block.Figures(var figures) -> figures.forEach(this::block);
    }
  }

  private void wrapped(String mark, String text) {
    int indent = DisplayWidth.of(mark);
    List<String> parts = DisplayWidth.wrap(text, WIDTH - indent - 2);
    for (int i = 0; i < parts.size(); i++) {
      lines.add(INDENT + (i == 0 ? mark : " ".repeat(indent)) + parts.get(i));
    }
  }

  private void table(Block.Table table) {
    if (!table.caption().isEmpty()) {
      wrapped("", table.caption());
    }
    int columns = table.header().size();
    boolean hasHeader = table.header().stream().anyMatch(name -> !name.isEmpty());
    int[] widths = new int[columns];
    for (int c = 0; c < columns; c++) {
      widths[c] = hasHeader ? DisplayWidth.of(table.header().get(c)) : 0;
      for (List<String> row : table.rows()) {
        widths[c] = Math.max(widths[c], DisplayWidth.of(row.get(c)));
      }
    }
    if (hasHeader) {
      row(table, table.header(), widths);
    }
    table.rows().forEach(row -> row(table, row, widths));
  }

  private void row(Block.Table table, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] > 0) {
        line.append(INDENT)
            .append(
                table.isNumeric(c)
                    ? DisplayWidth.padLeft(cells.get(c), widths[c])
                    : DisplayWidth.padRight(cells.get(c), widths[c]));
      }
    }
    lines.add(line.toString().stripTrailing());
  }
}
