package dev.adjoint.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the fields as FastCSV finds them in its buffer: the first record names the columns, each
/// later one is a row. Cells go from the buffer into the columns without becoming strings.
final class TableRows extends AbstractBaseCsvCallbackHandler<Integer> {
  private final String name;
  private final char separator;
  private final int skipped;
  private final List<String> header = new ArrayList<>();
  private final List<Column.Builder> columns = new ArrayList<>();
  private long[] lines = new long[64];
  private int rows;
  private boolean inHeader = true;
  private long line;
  private int cells;
  private boolean blank;

  /// @param skipped lines that were read before the header
  TableRows(String name, char separator, int skipped) {
    this.name = name;
    this.separator = separator;
    this.skipped = skipped;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber + skipped;
    cells = 0;
    blank = true;
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    cells++;
    if (inHeader) {
      String title = new String(buffer, offset, length).strip();
      header.add(title.isEmpty() ? "column " + cells : title);
      return;
    }
    // A line of blanks is one blank field and not a row, so a blank first field is held back until
    // a second field comes.
    if (field == 0 && columns.size() > 1 && isBlank(buffer, offset, length)) {
      return;
    }
    if (blank) {
      blank = false;
      if (field == 1) {
        columns.getFirst().add(buffer, 0, 0);
      }
    }
    if (field < columns.size()) {
      columns.get(field).add(buffer, offset, length);
    }
  }

  private static boolean isBlank(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  @Override
  protected @Nullable Integer buildRecord() {
    if (cells == 0) {
      return null;
    }
    if (inHeader) {
      endHeader();
      return 0;
    }
    if (blank) {
      return null;
    }
    if (cells != columns.size()) {
      throw new DataException(wrongCount());
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows + (rows >> 1));
    }
    lines[rows++] = line;
    return rows;
  }

  private String wrongCount() {
    String fix =
        cells < columns.size()
            ? "add the missing cells (an empty cell is a missing value)"
            : "put cells that contain the separator in double quotes";
    return "read %s: row %d (line %d) has %s but the header names %d columns (%s); %s"
        .formatted(
            name,
            rows + 1,
            line,
            cells == 1 ? "1 cell" : cells + " cells",
            columns.size(),
            "separated by " + Dialect.name(separator),
            fix);
  }

  private void endHeader() {
    inHeader = false;
    if (header.stream().allMatch(TableRows::isNumber)) {
      throw new DataException(
          "read %s: the first line holds numbers (%s) where the columns' names are expected; add a"
                  .formatted(name, Spelling.list(header))
              + " header line");
    }
    header.forEach(title -> columns.add(new Column.Builder(title)));
  }

  private static boolean isNumber(String title) {
    return !Double.isNaN(Column.of("", title).number(0));
  }

  Table toTable() {
    if (inHeader) {
      throw new DataException(
          "read %s: the file holds nothing but blank lines; a table has a header line and at least"
                  .formatted(name)
              + " one row");
    }
    if (rows == 0) {
      throw new DataException(
          "read %s: there is no row under the header (columns %s); add rows"
              .formatted(name, Spelling.list(header)));
    }
    return Table.of(
        name, columns.stream().map(Column.Builder::build).toList(), Arrays.copyOf(lines, rows));
  }
}
