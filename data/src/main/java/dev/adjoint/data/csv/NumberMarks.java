package dev.adjoint.data.csv;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds how a table writes its numbers and its missing values, and rewrites the columns of numbers
/// with a decimal point and without other marks.
///
/// A column is looked at when at least half of its values look like numbers and all of these have
/// the same unit (`$`, `%`, …), or none has one. Its decimal mark is the one that its own numbers
/// prove: `1,5` proves a decimal comma, `1,234,567` and `1,234.5` a decimal point. Where its
/// numbers prove nothing (`1,234`), the rest of the file decides, then the training data; then it
/// is a decimal comma if semicolons or tabs separate the cells, and a thousands mark if commas do.
/// Then a note says so.
final class NumberMarks {
  /// Texts that mean a missing value where they are the only texts of a column of numbers.
  private static final Set<String> UNUSUAL_MISSING =
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

  /// Columns whose cells are all plain numbers show their marks in so many cells.
  private static final int SAMPLE = 1000;

  private final Table table;
  private final char delimiter;
  private final String encoding;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> namedMissing = new TreeSet<>();
  private final Map<Character, Integer> thousands = new TreeMap<>();
  private int points;
  private int commas;

  NumberMarks(Table table, char delimiter, String encoding, ReadOptions options) {
    this.table = table;
    this.delimiter = delimiter;
    this.encoding = encoding;
    this.options = options;
  }

  /// What the numbers of one column look like.
  private record Style(
      Column column, Map<StyledNumber.Evidence, Integer> counts, String unit, boolean isPlain) {
    int count(StyledNumber.Evidence evidence) {
      return counts.getOrDefault(evidence, 0);
    }
  }

  /// The table with plain numbers, the dialect and the notes.
  Table rewritten() {
    List<Column> columns = table.columns().stream().map(this::withMissing).toList();
    List<Optional<Style>> styles = columns.stream().map(this::style).toList();
    for (Optional<Style> style : styles) {
      points += style.map(each -> each.count(StyledNumber.Evidence.POINT)).orElse(0);
      commas += style.map(each -> each.count(StyledNumber.Evidence.COMMA)).orElse(0);
    }
    List<Column> plain = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      plain.add(styles.get(i).map(this::plain).orElse(column));
    }
    long[] lines = new long[table.rows()];
    for (int row = 0; row < lines.length; row++) {
      lines[row] = table.line(row);
    }
    return Table.of(table.source(), plain, lines).withDialect(dialect(), notes);
  }

  private Dialect dialect() {
    Optional<Character> mark =
        options
            .thousands()
            .or(() ->
                thousands.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey))
            .or(() -> options.usual().flatMap(Dialect::thousands));
    char decimal = fileDecimal().orElse('.');
    return new Dialect(
        delimiter,
        decimal,
        mark.filter(each -> each != decimal),
        encoding,
        List.copyOf(namedMissing),
        keepNa());
  }

  private boolean keepNa() {
    return options.keepNa() || options.usual().map(Dialect::keepNa).orElse(false);
  }

  private Optional<Character> fileDecimal() {
    if (options.decimal().isPresent()) {
      return options.decimal();
    }
    if (points != commas) {
      return Optional.of(points > commas ? '.' : ',');
    }
    return options.usual().map(Dialect::decimal);
  }

  /// The column with the missing marks that were named or that stand alone among its numbers.
  private Column withMissing(Column column) {
    Set<String> marks = new TreeSet<>(keepNa() ? Set.of() : Column.USUAL_MISSING);
    marks.addAll(options.missing());
    options.usual().ifPresent(usual -> marks.addAll(usual.missing()));
    namedMissing.addAll(options.missing());
    options.usual().ifPresent(usual -> namedMissing.addAll(usual.missing()));
    Column marked = column.withMissing(marks);
    if (keepNa()) {
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
      if (StyledNumber.of(text).filter(NumberMarks::isNumber).isPresent()) {
        numbers++;
      } else if (UNUSUAL_MISSING.contains(text.toLowerCase(Locale.ROOT))) {
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

  private static boolean isNumber(StyledNumber number) {
    return number.evidence() != StyledNumber.Evidence.WRONG;
  }

  /// How the column writes its numbers, empty when it is not a column of numbers.
  private Optional<Style> style(Column column) {
    Map<StyledNumber.Evidence, Integer> counts = new EnumMap<>(StyledNumber.Evidence.class);
    boolean isPlain = isPlain(column);
    String unit = null;
    int numbers = 0;
    int texts = 0;
    Map<Character, Integer> marks = new TreeMap<>();
    for (int row = 0; row < column.rows(); row++) {
      if (column.isMissing(row)) {
        continue;
      }
      Optional<StyledNumber> number =
          StyledNumber.of(column.text(row)).filter(NumberMarks::isNumber);
      if (number.isEmpty()) {
        if (++texts > column.rows() / 2) {
          return Optional.empty();
        }
        continue;
      }
      numbers++;
      counts.merge(number.get().evidence(), 1, Integer::sum);
      number.get().thousandsMark().ifPresent(mark -> marks.merge(mark, 1, Integer::sum));
      if (isPlain && numbers > SAMPLE && !counts.containsKey(StyledNumber.Evidence.MAYBE_POINT)) {
        break;
      }
      if (unit == null) {
        unit = number.get().unit();
      } else if (!unit.equals(number.get().unit())) {
        return Optional.empty();
      }
    }
    if (unit == null || texts > numbers) {
      return Optional.empty();
    }
    marks.forEach((mark, count) -> thousands.merge(mark, count, Integer::sum));
    return Optional.of(new Style(column, counts, unit, isPlain));
  }

  private static boolean isPlain(Column column) {
    for (int row = 0; row < column.rows(); row++) {
      if (!column.isMissing(row) && Double.isNaN(column.number(row))) {
        return false;
      }
    }
    return true;
  }

  private Column plain(Style style) {
    Column column = style.column();
    char decimal = decimal(style);
    if (style.isPlain() && decimal == '.') {
      return column;
    }
    boolean isPlain = decimal == '.' && style.unit().isEmpty();
    var builder = new Column.Builder(column.name());
    boolean changed = false;
    for (int row = 0; row < column.rows(); row++) {
      String text = column.text(row);
      String cell = text;
      if (!column.isMissing(row) && !(isPlain && !Double.isNaN(column.number(row)))) {
        cell =
            StyledNumber.of(text)
                .filter(NumberMarks::isNumber)
                .flatMap(number -> number.plain(decimal))
                .orElse(text);
      }
      changed |= !cell.equals(text);
      builder.add(cell.toCharArray(), 0, cell.length());
    }
    if (!changed) {
      return column;
    }
    if (!style.unit().isEmpty()) {
      notes.add(
          "column %s: its numbers are read without their '%s'"
              .formatted(column.name(), style.unit()));
    }
    return builder.build().withMissing(column.missingMarks());
  }

  private char decimal(Style style) {
    if (options.decimal().isPresent()) {
      return options.decimal().get();
    }
    if (options.thousands().isPresent() && ",.".indexOf(options.thousands().get()) >= 0) {
      return options.thousands().get() == ',' ? '.' : ',';
    }
    int ownPoints = style.count(StyledNumber.Evidence.POINT);
    int ownCommas = style.count(StyledNumber.Evidence.COMMA);
    if (ownPoints != ownCommas) {
      return ownPoints > ownCommas ? '.' : ',';
    }
    if (ownPoints > 0) {
      throw new DataException(
          "read %s: column %s has as many numbers with a decimal point as with a decimal comma; name the decimal mark"
              .formatted(table.source(), style.column().name()));
    }
    boolean maybeComma = style.count(StyledNumber.Evidence.MAYBE_COMMA) > 0;
    boolean maybePoint = style.count(StyledNumber.Evidence.MAYBE_POINT) > 0;
    if (!maybeComma && !maybePoint) {
      return '.';
    }
    if (!maybeComma) {
      boolean grouped = thousands.containsKey('.') || usualThousands('.');
      return grouped && fileDecimal().orElse('.') == ',' ? ',' : '.';
    }
    if (maybePoint) {
      throw new DataException(
          "read %s: column %s has numbers with one point and numbers with one comma before three digits; name the decimal mark"
              .formatted(table.source(), style.column().name()));
    }
    if (points == commas && options.usual().isPresent()) {
      return usualThousands(',') ? '.' : options.usual().get().decimal();
    }
    char decimal = fileDecimal().orElse(delimiter == ',' ? '.' : ',');
    notes.add(
        "column %s: a comma before three digits is read as a %s; name the decimal mark if it is not"
            .formatted(style.column().name(), decimal == '.' ? "thousands mark" : "decimal comma"));
    if (decimal == '.') {
      thousands.merge(',', 1, Integer::sum);
    } else {
      commas++;
    }
    return decimal;
  }

  private boolean usualThousands(char mark) {
    return options.usual().flatMap(Dialect::thousands).filter(each -> each == mark).isPresent();
  }
}
