package dev.adjoint.plot.report;

import java.util.List;

/// A part of a report with a heading.
///
/// @param heading empty for a section without a heading
public record Section(String heading, List<Block> blocks) {
  public Section {
    blocks = List.copyOf(blocks);
  }

  /// A section with the given parts.
  public static Section of(String heading, Block... blocks) {
    return new Section(heading, List.of(blocks));
  }
}
