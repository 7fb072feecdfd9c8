package dev.adjoint.pipeline.look;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.CellIdentity;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.ColumnKind;
import dev.adjoint.data.table.DateFormat;
import dev.adjoint.data.table.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is known about one column of a table.
///
/// @param holds numbers, text, dates or nothing; empty where a cell does not fit the others
/// @param missing how many cells are missing
/// @param different how many different values it has
/// @param values an overview: the range and the shape of numbers, the range of dates, the most
///   frequent texts
/// @param mistake why the column cannot be used as it is, where `holds` is empty
record ColumnFacts(
    Optional<ColumnKind> holds, int missing, int different, String values, String mistake) {

  private static final int EXAMPLES = 3;
  private static final int BARS = 8;
  private static final int DIGITS = 6;
  private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
  private static final int WIDEST = 24;

  static ColumnFacts of(Table table, Column column, boolean category) {
    Map<String, Integer> counts = new HashMap<>();
    CellIdentity identity = CellIdentity.of(column);
    int missing = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        missing++;
      } else {
        counts.merge(identity.key(column.text(row)), 1, Integer::sum);
      }
    }
    try {
      ColumnKind kind = category ? ColumnKind.TEXT : ColumnKind.of(table, column);
      String values =
          switch (kind) {
            case EMPTY -> "";
            case NUMBER -> numbers(column);
            case DATE -> dates(column);
            case TEXT -> texts(counts);
          };
      return new ColumnFacts(Optional.of(kind), missing, counts.size(), values, "");
    } catch (DataException e) {
      return new ColumnFacts(
          Optional.empty(), missing, counts.size(), texts(counts), String.valueOf(e.getMessage()));
    }
  }

  private static String numbers(Column column) {
    double[] values =
        IntStream.range(0, column.rows())
            .filter(row -> !column.isMissing(row))
            .mapToDouble(column::number)
            .toArray();
    double least = values[0];
    double greatest = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    if (least == greatest) {
      return "%s everywhere".formatted(number(least));
    }
    long[] counts = new long[BARS];
    for (double value : values) {
      double part = (value / 2 - least / 2) / (greatest / 2 - least / 2);
      counts[(int) Math.min(BARS - 1, part * BARS)]++;
    }
    long most = 1;
    for (long count : counts) {
      most = Math.max(most, count);
    }
    StringBuilder bars = new StringBuilder();
    for (long count : counts) {
      bars.append(
          count == 0 ? ' ' : HEIGHTS.charAt((int) ((count * (HEIGHTS.length() - 1)) / most)));
    }
    return "%s … %s  |%s|".formatted(number(least), number(greatest), bars);
  }

  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    return Math.abs(value) < 1e15 && Math.abs(value) >= 1e-6
        ? rounded.toPlainString()
        : value == 0 ? "0" : rounded.toString();
  }

  private static String dates(Column column) {
    DateFormat format = DateFormat.of(column).orElseThrow();
    List<String> texts =
        IntStream.range(0, column.rows())
            .filter(row -> !column.isMissing(row))
            .mapToObj(column::text)
            .sorted(Comparator.comparingDouble(format::days))
            .toList();
    return "%s … %s".formatted(texts.getFirst(), texts.getLast());
  }

  private static String texts(Map<String, Integer> counts) {
    String examples =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(EXAMPLES)
            .map(entry -> "%s (%d)".formatted(shortened(entry.getKey()), entry.getValue()))
            .collect(Collectors.joining(", "));
    return counts.size() > EXAMPLES ? examples + ", …" : examples;
  }

  private static String shortened(String text) {
    return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
  }

  /// Whether it could be the column to predict: it has two values or more, and does not hold a
  /// different text in every row.
  ///
  /// @param rows the number of rows of the table
  boolean isTarget(int rows) {
    boolean isNames = holds.equals(Optional.of(ColumnKind.TEXT)) && different > rows / 2;
    return different > 1 && !isNames;
  }

  /// The facts by name.
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "holds",
        holds
            .map(kind ->
                switch (kind) {
                  case EMPTY -> "nothing";
                  case NUMBER -> "numbers";
                  case DATE -> "dates";
                  case TEXT -> "text";
                })
            .orElse("a mistake"));
    map.put("missing", missing);
    map.put("different", different);
    map.put("values", values);
    return map;
  }
}
