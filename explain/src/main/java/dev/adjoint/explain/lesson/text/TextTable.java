package dev.adjoint.explain.lesson.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table as lines. Columns are as wide as necessary; the first is aligned left, the others right.
/// A cell can have several lines.
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<List<String>>> rows = new ArrayList<>();

  /// A row of cells with one line each.
  void row(List<String> cells) {
    rows.add(cells.stream().map(List::of).toList());
  }

  /// A row of cells with any number of lines.
  void tall(List<List<String>> cells) {
    rows.add(cells);
  }

  /// The lines of each row.
  List<List<String>> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(c ->
                rows.stream()
                    .flatMap(row -> row.get(c).stream())
                    .mapToInt(DisplayWidth::of)
                    .max()
                    .orElse(0))
            .toArray();
    return rows.stream().map(row -> lines(row, widths)).toList();
  }

  private static List<String> lines(List<List<String>> row, int[] widths) {
    int height = row.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String cell = i < row.get(c).size() ? row.get(c).get(i) : "";
        line.append(c == 0 ? "" : GAP);
        line.append(
            c == 0
                ? DisplayWidth.padRight(cell, widths[c])
                : DisplayWidth.padLeft(cell, widths[c]));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
