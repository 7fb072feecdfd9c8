package dev.adjoint.data.csv;

import java.util.List;

/// Finds the lines before the header that are comments: they start with `#`.
///
/// The last of them is the header itself, as in `#chrom,start,end`, if it has as many cells as the
/// next line, more than one, and either that line holds a number, or no cell of the rows below is a
/// number and no blank follows the `#`.
final class Comments {
  private Comments() {}

  /// How many lines to skip at the start of a text, with the blank ones between comments.
  static int lines(String start) {
    List<String> lines = start.lines().limit(1000).toList();
    int header = 0;
    int lastComment = -1;
    while (header < lines.size()
        && (lines.get(header).isBlank() || lines.get(header).stripLeading().startsWith("#"))) {
      if (!lines.get(header).isBlank()) {
        lastComment = header;
      }
      header++;
    }
    if (lastComment < 0 || header == lines.size()) {
      return 0;
    }
    return isHeader(lines.get(lastComment), lines.subList(header, lines.size()))
        ? lastComment
        : header;
  }

  private static boolean isHeader(String comment, List<String> below) {
    char delimiter = Delimiters.find(String.join("\n", below));
    List<List<String>> records =
        Delimiters.records(comment.strip() + "\n" + String.join("\n", below), delimiter);
    if (records.size() < 2
        || records.get(0).size() != records.get(1).size()
        || records.get(0).size() < 2) {
      return false;
    }
    return hasNumber(records.get(1))
        || (!comment.stripLeading().startsWith("# ")
            && records.subList(2, records.size()).stream().noneMatch(Comments::hasNumber));
  }

  private static boolean hasNumber(List<String> record) {
    return record.stream().anyMatch(cell -> StyledNumber.of(cell.strip()).isPresent());
  }
}
