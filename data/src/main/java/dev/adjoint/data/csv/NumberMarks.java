package dev.adjoint.data.csv;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides which decimal mark each column of numbers uses, and rewrites the columns with a decimal
/// point and without other marks.
///
/// [NumberStyle] says which columns are columns of numbers. The decimal mark of a column is the one
/// that its own numbers prove: `1,5` proves a decimal comma, `1,234,567` and `1,234.5` a decimal
/// point. Where its numbers prove nothing (`1,234`), the rest of the file decides, then the
/// training data; then it is a decimal comma if semicolons or tabs separate the cells, and a
/// thousands mark if commas do. Then a note says so.
final class NumberMarks {
  private final Table table;
  private final char delimiter;
  private final String encoding;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();
  private final MissingMarks missing;
  private final Map<Character, Integer> thousands = new TreeMap<>();
  private int points;
  private int commas;

  NumberMarks(Table table, char delimiter, String encoding, ReadOptions options) {
    this.table = table;
    this.delimiter = delimiter;
    this.encoding = encoding;
    this.options = options;
    this.missing = new MissingMarks(options, notes);
  }

  /// The table with plain numbers, the dialect and the notes.
  Table rewritten() {
    List<Column> columns = table.columns().stream().map(missing::mark).toList();
    List<Optional<NumberStyle>> styles = columns.stream().map(NumberStyle::of).toList();
    for (Optional<NumberStyle> some : styles) {
      some.ifPresent(style -> {
        points += style.count(StyledNumber.Evidence.POINT);
        commas += style.count(StyledNumber.Evidence.COMMA);
        style.thousands().forEach((mark, count) -> thousands.merge(mark, count, Integer::sum));
      });
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
        missing.named(),
        missing.keepsNa());
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

  private Column plain(NumberStyle style) {
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
                .filter(StyledNumber::isNumber)
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

  private char decimal(NumberStyle style) {
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
