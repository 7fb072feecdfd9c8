package dev.adjoint.plot.chart;

import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/// The values of a function of two variables on an evenly spaced grid. Both ends of both ranges are
/// grid points.
public final class Grid {
  private final Range x;
  private final Range y;
  private final int columns;
  private final int rows;
  private final double[] values;

  private Grid(Range x, Range y, int columns, int rows, double[] values) {
    if (columns < 2 || rows < 2 || values.length != (long) columns * rows) {
      throw new IllegalArgumentException(
          "grid: at least 2 columns and 2 rows and a value for each point, but columns is %d, rows is %d and there are %d values"
              .formatted(columns, rows, values.length));
    }
    this.x = x;
    this.y = y;
    this.columns = columns;
    this.rows = rows;
    this.values = values;
  }

  /// A grid of given values, row by row: `values[row * columns + column]`, row 0 at the smallest y.
  public static Grid of(Range x, Range y, int columns, int rows, double[] values) {
    return new Grid(x, y, columns, rows, values.clone());
  }

  /// The values of `f` at `columns` × `rows` points.
  public static Grid of(DoubleBinaryOperator f, Range x, Range y, int columns, int rows) {
    double[] values = new double[Math.multiplyExact(columns, rows)];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] =
            f.applyAsDouble(x.at((double) column / (columns - 1)), y.at((double) row / (rows - 1)));
      }
    }
    return new Grid(x, y, columns, rows, values);
  }

  /// The range of the first variable.
  public Range x() {
    return x;
  }

  /// The range of the second variable.
  public Range y() {
    return y;
  }

  /// The number of points along x.
  public int columns() {
    return columns;
  }

  /// The number of points along y.
  public int rows() {
    return rows;
  }

  /// The value at the point in `column` (0 at the smallest x) and `row` (0 at the smallest y).
  public double at(int column, int row) {
    return values[row * columns + column];
  }

  /// The x of a column. The columns directly outside the grid have the x of the edge.
  double columnX(int column) {
    return x.at(Math.clamp(column, 0, columns - 1) / (double) (columns - 1));
  }

  /// The y of a row. The rows directly outside the grid have the y of the edge.
  double rowY(int row) {
    return y.at(Math.clamp(row, 0, rows - 1) / (double) (rows - 1));
  }

  /// The finite values in ascending order.
  DoubleStream sorted() {
    return DoubleStream.of(values).filter(Double::isFinite).sorted();
  }

  /// The range of the finite values, empty if there is none.
  public Optional<Range> range() {
    return Range.of(DoubleStream.of(values));
  }
}
