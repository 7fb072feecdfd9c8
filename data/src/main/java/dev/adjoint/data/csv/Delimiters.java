package dev.adjoint.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what separates the cells of a table from its first lines.
///
/// A first line `sep=;` decides, as spreadsheets write it. Otherwise the first lines are split by
/// each candidate, with quotes respected. The one wins under which most rows have as many cells as
/// the header; of several, the one under which most cells look like numbers; then the one with most
/// cells; then the first of comma, semicolon, tab, bar. Single blanks separate tables of numbers in
/// which none of these does.
final class Delimiters {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int RECORDS = 100;
  private static final int CHARACTERS = 1 << 16;
  private static final double NEARLY = 0.9;
  private static final double HALF = 0.5;

  private Delimiters() {}

  /// The delimiter in the line `sep=;`.
  static Optional<Character> said(String firstLine) {
    String line = firstLine.strip();
    boolean says = firstLine.regionMatches(true, 0, "sep=", 0, 4);
    if (says && line.length() == 5) {
      return Optional.of(line.charAt(4));
    }
    return says && firstLine.equalsIgnoreCase("sep=\t") ? Optional.of('\t') : Optional.empty();
  }

  /// The start of a text, for [#find].
  static String start(BufferedReader text) throws IOException {
    char[] buffer = new char[CHARACTERS];
    int used = 0;
    while (used < buffer.length) {
      int read = text.read(buffer, used, buffer.length - used);
      if (read < 0) {
        return new String(buffer, 0, used);
      }
      used += read;
    }
    int end = used;
    while (end > 0 && buffer[end - 1] != '\n' && buffer[end - 1] != '\r') {
      end--;
    }
    return new String(buffer, 0, end == 0 ? used : end);
  }

  /// The delimiter of a table.
  static char find(String start) {
    char best = CANDIDATES[0];
    Score bestScore = new Score(-1, 0, 0);
    for (char candidate : CANDIDATES) {
      Score score = score(records(start, candidate));
      if (score.cells() > 1 && score.isAbove(bestScore)) {
        best = candidate;
        bestScore = score;
      }
    }
    if (bestScore.cells() <= 1) {
      // Blanks separate only where nothing else does, every row has as many words, and most are
      // numbers.
      Score blanks = score(records(start, ' '));
      return blanks.cells() > 1 && blanks.fitting() == 1 && blanks.numbers() >= HALF ? ' ' : best;
    }
    return best;
  }

  private record Score(double fitting, double numbers, int cells) {
    boolean isAbove(Score other) {
      if (fitting * NEARLY > other.fitting || other.fitting * NEARLY > fitting) {
        return fitting > other.fitting;
      }
      if (numbers != other.numbers) {
        return numbers > other.numbers;
      }
      return cells > other.cells;
    }
  }

  private static Score score(List<List<String>> records) {
    if (records.isEmpty()) {
      return new Score(-1, 0, 0);
    }
    int width = records.getFirst().size();
    int fitting = 0;
    int numbers = 0;
    int cells = 0;
    for (List<String> record : records.subList(1, records.size())) {
      fitting += record.size() == width ? 1 : 0;
      for (String cell : record) {
        cells++;
        numbers +=
            StyledNumber.of(cell.strip())
                    .filter(each -> each.evidence() != StyledNumber.Evidence.WRONG)
                    .isPresent()
                ? 1
                : 0;
      }
    }
    int rows = records.size() - 1;
    return new Score(
        rows == 0 ? 0 : (double) fitting / rows, cells == 0 ? 0 : (double) numbers / cells, width);
  }

  /// The cells of the first lines that are not blank.
  static List<List<String>> records(String text, char delimiter) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= text.length() && records.size() <= RECORDS; i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"' && cell.toString().isBlank()) {
        quoted = true;
      } else if (c == delimiter || c == '\n' || c == '\r') {
        record.add(cell.toString());
        cell.setLength(0);
        if (c != delimiter) {
          if (record.size() > 1 || !record.getFirst().isBlank()) {
            records.add(record);
          }
          record = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    return records;
  }
}
