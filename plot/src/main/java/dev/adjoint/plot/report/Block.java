package dev.adjoint.plot.report;

import dev.adjoint.plot.picture.Picture;
import java.util.List;

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
