package dev.adjoint.plot.picture;

/// A small table of colours, row 0 at the top.
public final class Raster {

  /// Computes the colour of a cell.
  @FunctionalInterface
  public interface Cells {
    /// The colour in `column` (from the left) and `row` (from the top).
    Color at(int column, int row);
  }

  private final int columns;
  private final int rows;
  private final int[] argb;

  private Raster(int columns, int rows, int[] argb) {
    this.columns = columns;
    this.rows = rows;
    this.argb = argb;
  }

  /// Creates a raster and computes each cell.
  public static Raster of(int columns, int rows, Cells cells) {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "raster: needs at least one cell, but columns is %d and rows is %d"
              .formatted(columns, rows));
    }
    int[] argb = new int[Math.multiplyExact(columns, rows)];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Color color = cells.at(column, row);
        argb[row * columns + column] =
            color.opacity() << 24 | color.red() << 16 | color.green() << 8 | color.blue();
      }
    }
    return new Raster(columns, rows, argb);
  }

  /// The number of columns.
  public int columns() {
    return columns;
  }

  /// The number of rows.
  public int rows() {
    return rows;
  }

  /// The colour of one cell.
  public Color color(int column, int row) {
    int value = argb[row * columns + column];
    return new Color(value >> 16 & 255, value >> 8 & 255, value & 255, value >>> 24);
  }

  /// All cells, row by row, as `0xAARRGGBB`.
  int[] toArgb() {
    return argb.clone();
  }
}
