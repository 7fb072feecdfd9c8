package dev.adjoint.kernel.matmul;

/// Copies of parts of a matrix in the layouts that [VectorTiles] reads, and products of these
/// copies.
public final class PanelPacking {
  private static final int WIDTH = VectorTiles.WIDTH;

  /// All widths are multiples of this number on every processor.
  private static final int LANES = 32;

  private PanelPacking() {}

  public static int padded(int n) {
    return Math.ceilDiv(n, LANES) * LANES;
  }

  /// Copies rows `from` to `from + count` of x into panels of columns. The copy takes rows times
  /// padded columns floats.
  public static void rows(FloatMatrix x, int from, int count, int columns, float[] y, int yo) {
    int step = count * WIDTH;
    VectorPanels.ofColumns(
        x.array(), x.start(from), x.row(), x.column(), count, columns, y, yo, step);
  }

  /// Copies the same rows, transposed, into panels. The copy takes columns times padded rows
  /// floats.
  public static void turned(FloatMatrix x, int from, int count, int columns, float[] y, int yo) {
    int step = columns * WIDTH;
    VectorPanels.ofColumns(
        x.array(), x.start(from), x.column(), x.row(), columns, count, y, yo, step);
  }

  /// A matrix whose rows have no gaps: x itself, or its copy in y.
  public static FloatMatrix withoutGaps(FloatMatrix x, int rows, int columns, float[] y, int yo) {
    if (x.column() == 1) {
      return x;
    }
    VectorPanels.ofRows(x.array(), x.offset(), x.row(), x.column(), rows, columns, y, yo, columns);
    return new FloatMatrix(y, yo, columns, 1);
  }

  /// Writes a row of a matrix.
  public static void copy(float[] x, int xo, FloatMatrix y, int row, int n) {
    if (y.column() == 1) {
      System.arraycopy(x, xo, y.array(), y.start(row), n);
    } else {
      for (int c = 0; c < n; c++) {
        y.set(row, c, x[xo + c]);
      }
    }
  }

  /// `c[r, j] (+)= Σₖ a[r, k] · b[k, j]` for up to [VectorTiles#HEIGHT] rows. Each output is one
  /// chain of fused multiply–adds in the order of k, which starts from +0 or from the value in c.
  /// Whole panels are written.
  ///
  /// @param bo the offset of row 0 of the first panel of b
  /// @param bPanel the distance from one panel to the next
  /// @param more whether the chains start from the values in c
  public static void product(
      float[] a,
      int ao,
      int aStep,
      int rows,
      float[] b,
      int bo,
      int bPanel,
      int n,
      float[] c,
      int co,
      int cStep,
      int columns,
      boolean more) {
    int from = bo;
    for (int j = 0; j < columns; j += WIDTH) {
      VectorTiles.run(a, ao, aStep, rows, b, from, WIDTH, n, c, co + j, cStep, !more);
      from += bPanel;
    }
  }
}
