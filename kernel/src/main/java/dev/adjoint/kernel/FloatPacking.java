package dev.adjoint.kernel;

import java.util.Arrays;

/// Copies of matrices in the layouts that [VectorBlock] reads: whole vectors wide.
final class FloatPacking {
  /// All widths are multiples of this, whatever the width of the vectors.
  static final int LANES = 16;

  private static final int SQUARE = FloatTiles.LANES;

  private FloatPacking() {}

  static int padded(int n) {
    return Math.ceilDiv(n, LANES) * LANES;
  }

  /// Whether the rows of a matrix can be read as whole vectors where they are.
  static boolean inPlace(FloatMatrix x, int columns) {
    return x.column() == 1 && columns % LANES == 0;
  }

  /// `y[r·width + c] = x[r, c]`, zeros up to the width.
  static void rows(FloatMatrix x, int rows, int columns, float[] y, int yo, int width) {
    for (int r = 0; r < rows; r++) {
      int to = yo + r * width;
      if (x.column() == 1) {
        System.arraycopy(x.array(), x.start(r), y, to, columns);
      } else {
        for (int c = 0; c < columns; c++) {
          y[to + c] = x.at(r, c);
        }
      }
      Arrays.fill(y, to + columns, to + width, 0f);
    }
  }

  /// `y[c·width + r] = x[r, c]`, zeros up to the width.
  static void transposed(FloatMatrix x, int rows, int columns, float[] y, int yo, int width) {
    boolean squares = FloatTranspose.AVAILABLE && x.column() == 1;
    int wholeRows = squares ? rows - rows % SQUARE : 0;
    int wholeColumns = squares ? columns - columns % SQUARE : 0;
    for (int r = 0; r < wholeRows; r += SQUARE) {
      for (int c = 0; c < wholeColumns; c += SQUARE) {
        FloatTranspose.run(x.array(), x.start(r) + c, x.row(), y, yo + c * width + r, width);
      }
    }
    for (int c = 0; c < columns; c++) {
      int to = yo + c * width;
      for (int r = c < wholeColumns ? wholeRows : 0; r < rows; r++) {
        y[to + r] = x.at(r, c);
      }
      Arrays.fill(y, to + rows, to + width, 0f);
    }
  }
}
