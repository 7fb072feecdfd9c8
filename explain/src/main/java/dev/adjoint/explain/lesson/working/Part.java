package dev.adjoint.explain.lesson.working;

import dev.adjoint.plot.picture.Picture;
import java.util.List;

/// A part of a lesson's working, in the order in which it is read. All text is plain.
public sealed interface Part {

  /// The heading of a section.
  record Heading(String text) implements Part {}

  /// Running text.
  record Paragraph(String text) implements Part {}

  /// Lines that are kept as they are: formulas, code.
  record Lines(List<String> lines) implements Part {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /// Something to beware of: an error in print, a common mistake.
  record Caution(String text) implements Part {}

  /// Computed values, with what is stated about them.
  record Quantities(String caption, List<Quantity> rows) implements Part {
    public Quantities {
      rows = List.copyOf(rows);
    }
  }

  /// Derivatives, each beside its numeric check.
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

  /// Sentences that the numbers bear out.
  record Claims(List<Claim> claims) implements Part {
    public Claims {
      claims = List.copyOf(claims);
    }
  }

  /// A picture.
  ///
  /// @param file its name without folder and ending
  /// @param caption what to see in it
  /// @param picture in the reader's language
  /// @param latin the same with letters that every image can show; it differs from the picture only
  ///   where that has Chinese text
  record Figure(String file, String caption, Picture picture, Picture latin) implements Part {}
}
