package dev.adjoint.plot.report;

import dev.adjoint.plot.picture.Picture;
import java.util.List;
import java.util.regex.Pattern;

/// A part of a section. All text is plain: it is shown unchanged, whatever characters it contains.
public sealed interface Block {

  /// A paragraph.
  record Paragraph(String text) implements Block {}

  /// Monospaced text that keeps its lines and spaces, such as a printed tensor or a command.
  record Code(String text) implements Block {}

  /// The most important figures, each in large type under its name.
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /// A figure with a name.
  record Fact(String name, String value) {}

  /// A table. A column that contains only numbers is aligned right.
  ///
  /// @param caption shown above the table; empty for none
  /// @param header one name for each column
  record Table(String caption, List<String> header, List<List<String>> rows) implements Block {

    /// A table cell that counts as a number: digits with the signs, points, powers and units that
    /// our tables use.
    private static final Pattern NUMBER =
        Pattern.compile(
            "[+−-]?(\\d[\\d,\u202F ]*(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d+|×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?\\s*%?|NaN|[+−-]?∞|[–—]|");

    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "table: every row has a cell for each of the %d columns, but one has %d cells (%s)"
                  .formatted(header.size(), row.size(), row));
        }
      }
    }

    /// Whether a column contains only numbers; such a column is aligned right.
    public boolean isNumeric(int column) {
      return !rows.isEmpty()
          && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
  }

  /// A formula in plain Unicode text, such as `dW = gᵀ · x`. A page shows it as MathML.
  record Formula(String text) implements Block {}

  /// The result of a check.
  ///
  /// @param holds whether what was checked is true
  /// @param text what was checked, as a sentence
  record Check(boolean holds, String text) implements Block {}

  /// Blocks under a summary, which a reader of a page can fold away.
  ///
  /// @param summary one line that stands for the blocks
  /// @param isOpen whether a page shows the blocks at first
  record Folded(String summary, boolean isOpen, List<Block> blocks) implements Block {
    public Folded {
      blocks = List.copyOf(blocks);
    }
  }

  /// A picture with a caption below it. An empty caption is omitted.
  record Figure(Picture picture, String caption) implements Block {}

  /// Figures side by side, as many as fit the width of the page.
  record Figures(List<Figure> figures) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }
}
