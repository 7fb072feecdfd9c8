package dev.adjoint.data.csv;

import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds how a table writes its missing values: the usual marks, those that the options name, and
/// in columns of numbers some more.
final class MissingMarks {
  /// Texts that mean a missing value where they are the only texts of a column of numbers.
  private static final Set<String> UNUSUAL =
      Set.of(
          "-",
          "--",
          "---",
          ".",
          "..",
          "...",
          "*",
          "x",
          "none",
          "nan",
          "nil",
          "n.a.",
          "n.a",
          "na.",
          "k.a.",
          "(null)",
          "\\n",
          "<na>",
          "missing",
          "unknown",
          "not available",
          "#value!",
          "#div/0!",
          "#ref!",
          "#null!",
          "–",
          "—");

  private final ReadOptions options;
  private final List<String> notes;
  private final Set<String> named = new TreeSet<>();

  /// @param notes receives a note for each column with unusual marks
  MissingMarks(ReadOptions options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /// The marks that the options, or those of the training data, name.
  List<String> named() {
    return List.copyOf(named);
  }

  /// Whether texts such as `NA` are values.
  boolean keepsNa() {
    return options.keepNa() || options.usual().map(Dialect::keepNa).orElse(false);
  }

  /// The column with these marks, and with unusual ones that are the only texts among its numbers.
  Column mark(Column column) {
    Set<String> marks = new TreeSet<>(keepsNa() ? Set.of() : Column.USUAL_MISSING);
    marks.addAll(options.missing());
    options.usual().ifPresent(usual -> marks.addAll(usual.missing()));
    named.addAll(options.missing());
    options.usual().ifPresent(usual -> named.addAll(usual.missing()));
    Column marked = column.withMissing(marks);
    if (keepsNa()) {
      return marked;
    }
    Map<String, Integer> texts = new TreeMap<>();
    int numbers = 0;
    for (int row = 0; row < marked.rows(); row++) {
      if (marked.isMissing(row) || !Double.isNaN(marked.number(row))) {
        numbers += marked.isMissing(row) ? 0 : 1;
        continue;
      }
      String text = marked.text(row);
      if (StyledNumber.of(text).filter(StyledNumber::isNumber).isPresent()) {
        numbers++;
      } else if (UNUSUAL.contains(text.toLowerCase(Locale.ROOT))) {
        texts.merge(text.toLowerCase(Locale.ROOT), 1, Integer::sum);
      } else {
        return marked;
      }
    }
    int missing = texts.values().stream().mapToInt(Integer::intValue).sum();
    if (missing == 0 || numbers < missing) {
      return marked;
    }
    marks.addAll(texts.keySet());
    notes.add(
        "column %s: %s among its numbers %s read as a missing value (%d %s)"
            .formatted(
                column.name(),
                String.join(", ", texts.keySet().stream().map(mark -> "'" + mark + "'").toList()),
                texts.size() == 1 ? "is" : "are",
                missing,
                missing == 1 ? "cell" : "cells"));
    return column.withMissing(marks);
  }
}
