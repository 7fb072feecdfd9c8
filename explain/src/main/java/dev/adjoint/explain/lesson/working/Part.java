package dev.adjoint.explain.lesson.working;

import dev.adjoint.plot.picture.Picture;
import java.util.List;

/// A part of a lesson's working, in reading order. All text is plain.
public sealed interface Part {

  /// The heading of a section.
  record Heading(String text) implements Part {}

  /// A paragraph.
  record Paragraph(String text) implements Part {}

  /// Lines that are shown unchanged: formulas, code.
  record Lines(List<String> lines) implements Part {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /// A warning: an error in print, a common mistake.
  record Caution(String text) implements Part {}

  /// Computed values, with the numbers that the lesson states for them.
  record Quantities(String caption, List<Quantity> rows) implements Part {
    public Quantities {
      rows = List.copyOf(rows);
    }
  }

  /// Derivatives, each beside its numeric value.
  record Derivatives(String caption, List<Derivative> rows) implements Part {
    public Derivatives {
      rows = List.copyOf(rows);
    }
  }

  /// Any other table.
  record Table(String caption, List<String> header, List<List<String>> rows) implements Part {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// Sentences that the numbers confirm.
  record Claims(List<Claim> claims) implements Part {
    public Claims {
      claims = List.copyOf(claims);
    }
  }

  /// A picture.
  ///
  /// @param file its name without folder and extension
  /// @param caption what the picture shows
  /// @param picture the picture in the reader's language
  record Figure(String file, String caption, Picture picture) implements Part {}
}
