package dev.adjoint.plot.report;

import dev.adjoint.plot.picture.Picture;
import java.util.List;

/// A part of a section. All text is plain: it is shown as it is, whatever characters it has.
public sealed interface Block {

  /// Running text.
  record Paragraph(String text) implements Block {}

  /// Text in a type with letters of one width, its lines and spaces kept, such as a printed tensor
  /// or a command.
  record Code(String text) implements Block {}

  /// The figures that matter most, each in large type under its name.
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /// A named figure.
  record Fact(String name, String value) {}

  /// A table; a column whose cells are all numbers is set flush right.
  ///
  /// @param caption stands above; empty for none
  /// @param header one name a column
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

  /// A picture with a caption below; an empty caption is left out.
  record Figure(Picture picture, String caption) implements Block {}

  /// Figures side by side as far as the page is wide.
  record Figures(List<Figure> figures) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }
}
