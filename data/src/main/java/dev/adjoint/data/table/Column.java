package dev.adjoint.data.table;

import dev.adjoint.data.DataException;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// One named column of a table: the cells as they were written, without blanks at either end.
///
/// A cell is missing when it is empty or one of the column's missing marks, in any case of letters.
/// The usual marks are `NA`, `N/A`, `#N/A`, `null` and `?`. `NaN` is not one of them: it comes from
/// a failed computation, which is reported.
///
/// All cells share one array of UTF-8 bytes, so a column takes little more memory than its part of
/// the file, and numbers are parsed from the bytes directly.
public final class Column {
  /// The marks that mean a missing value unless other ones are given, in lower case.
  public static final Set<String> USUAL_MISSING = Set.of("na", "n/a", "#n/a", "null", "?");

  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "infinity", "+inf", "+infinity", "-inf", "-infinity", "+nan", "-nan");
  private static final int LONGEST_NOT_FINITE = 9;

  private final String name;
  private final byte[] text;
  private final int[] ends;
  private final Set<String> marks;
  private final int longestMark;
  private final boolean digitMarks;

  private Column(String name, byte[] text, int[] ends, Set<String> marks) {
    this.name = name;
    this.text = text;
    this.ends = ends;
    this.marks = Set.copyOf(marks);
    this.longestMark =
        marks.stream()
            .mapToInt(mark -> mark.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElse(0);
    this.digitMarks = marks.stream().anyMatch(mark -> mark.matches("[0-9].*"));
  }

  /// The same cells with other marks for a missing value.
  ///
  /// @param missing texts that mean a missing value, in lower case; an empty cell always is missing
  /// @return a column that shares the cells
  @CheckReturnValue
  public Column withMissing(Set<String> missing) {
    return new Column(name, text, ends, missing);
  }

  /// The marks that mean a missing value.
  ///
  /// @return texts in lower case
  public Set<String> missingMarks() {
    return marks;
  }

  /// A column of given cells.
  ///
  /// @param name the column's name
  /// @param cells the text of each row
  /// @return the column
  public static Column of(String name, String... cells) {
    var builder = new Builder(name);
    for (String cell : cells) {
      builder.add(cell.toCharArray(), 0, cell.length());
    }
    return builder.build();
  }

  /// The column's name.
  ///
  /// @return the name from the header
  public String name() {
    return name;
  }

  /// The number of rows.
  ///
  /// @return how many cells the column has
  public int rows() {
    return ends.length;
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /// The text of a cell.
  ///
  /// @param row index of the row, from 0
  /// @return the text without blanks around it, also of a missing cell
  public String text(int row) {
    int start = start(row);
    return new String(text, start, ends[row] - start, StandardCharsets.UTF_8);
  }

  /// Whether a cell has no value.
  ///
  /// @param row index of the row, from 0
  /// @return true for an empty cell and for the column's missing marks
  public boolean isMissing(int row) {
    int length = ends[row] - start(row);
    return length == 0
        || (length <= longestMark && (digitMarks || !isDigit(row)) && marks.contains(lower(row)));
  }

  /// Whether a cell is written as a number that is not finite: NaN, infinity, or beyond the range
  /// of 64-bit numbers.
  ///
  /// @param row index of the row, from 0
  /// @return true for `NaN`, `inf`, `-Infinity`, `1e999`
  public boolean isNotFinite(int row) {
    int length = ends[row] - start(row);
    if (length == 0) {
      return false;
    }
    if (length <= LONGEST_NOT_FINITE && !isDigit(row) && NOT_FINITE.contains(lower(row))) {
      return true;
    }
    return Double.isInfinite(number(row));
  }

  /// The number in a cell.
  ///
  /// @param row index of the row, from 0
  /// @return the nearest double, or NaN when the cell is missing or holds no decimal number
  public double number(int row) {
    return DecimalText.parse(text, start(row), ends[row]);
  }

  /// Whether the first of a cell's bytes is a digit; then most cells need not be converted to a
  /// string.
  private boolean isDigit(int row) {
    byte first = text[start(row)];
    return first >= '0' && first <= '9';
  }

  private String lower(int row) {
    return text(row).toLowerCase(Locale.ROOT);
  }

  /// Collects cells; the text is kept as it comes, the blanks around it are dropped.
  public static final class Builder {
    private final String name;
    private byte[] text = new byte[256];
    private int used;
    private int[] ends = new int[64];
    private int rows;

    /// An empty column.
    ///
    /// @param name the column's name
    public Builder(String name) {
      this.name = name;
    }

    /// Adds one cell.
    ///
    /// @param buffer holds the cell's text
    /// @param offset where the text begins
    /// @param length how many chars it has
    /// @throws DataException when the column's text passes 2 GB
    public void add(char[] buffer, int offset, int length) {
      int from = offset;
      int to = offset + length;
      while (from < to && isBlank(buffer[from])) {
        from++;
      }
      while (to > from && isBlank(buffer[to - 1])) {
        to--;
      }
      append(buffer, from, to);
      if (rows == ends.length) {
        ends = Arrays.copyOf(ends, grown(rows, 1));
      }
      ends[rows++] = used;
    }

    private void append(char[] buffer, int from, int to) {
      reserve(to - from);
      for (int i = from; i < to; i++) {
        if (buffer[i] >= 0x80) {
          byte[] rest = new String(buffer, i, to - i).getBytes(StandardCharsets.UTF_8);
          reserve(rest.length);
          System.arraycopy(rest, 0, text, used, rest.length);
          used += rest.length;
          return;
        }
        text[used++] = (byte) buffer[i];
      }
    }

    private void reserve(int more) {
      if (more > text.length - used) {
        text = Arrays.copyOf(text, grown(text.length, more));
      }
    }

    private int grown(int length, int more) {
      long needed = (long) length + more;
      if (needed > Integer.MAX_VALUE - 8) {
        throw new DataException(
            "read: column %s passes 2 GB of text or 2 billion rows; split the file"
                .formatted(name));
      }
      return (int) Math.clamp(length + (length / 2L), needed, Integer.MAX_VALUE - 8);
    }

    private static boolean isBlank(char c) {
      return c <= ' ' || c == '\u00A0';
    }

    /// The column so far.
    ///
    /// @return a column that later additions do not change
    public Column build() {
      return new Column(name, Arrays.copyOf(text, used), Arrays.copyOf(ends, rows), USUAL_MISSING);
    }
  }
}
