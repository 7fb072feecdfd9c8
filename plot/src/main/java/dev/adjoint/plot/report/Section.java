package dev.adjoint.plot.report;

import java.util.List;

/// A headed part of a report.
///
/// @param heading empty for a part without one
public record Section(String heading, List<Block> blocks) {
  public Section {
    blocks = List.copyOf(blocks);
  }

  /// A section of the given parts.
  public static Section of(String heading, Block... blocks) {
    return new Section(heading, List.of(blocks));
  }
}
