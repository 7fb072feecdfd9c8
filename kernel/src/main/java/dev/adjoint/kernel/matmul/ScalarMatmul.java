package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Workers;

/// The definition of the matrix product, for every element type that has one.
///
/// Floating-point sums are cut into blocks of [MatrixProduct#BLOCK] steps of k. In each block, rows
/// start as zeros; then, for each k in order, row k of b times `a[i, k]` is added to row i. So each
/// output is one chain in the order of k for each block, and the chains are added in order. The row
/// of b and the rows of c are held in separate arrays, because the JVM's compiler vectorizes a loop
/// only where all arrays use the same index.
public final class ScalarMatmul {
  /// The number of rows of c that are computed together, so that a row of b is read once for all of
  /// them.
  private static final int ROWS = 8;

  /// The number of rows of b that are copied together. A transposed b has the numbers of a column
  /// side by side, so a line of the cache is read once for all of them.
  private static final int COPIED = 16;

  private ScalarMatmul() {}

  public static void run(View a, View b, View c) {
    MatrixProduct p = MatrixProduct.of(a, b, c);
    int rows = p.batches() * p.m();
    if (rows == 0 || p.n() == 0) {
      return;
    }
    long work = Math.max((long) p.k() * p.n(), 1);
    int height = Math.clamp(PieceSize.SCALAR_PRODUCTS / work, 1, rows);
    Workers.run(
        Math.ceilDiv(rows, height),
        piece -> rows(p, c.storage(), piece * height, Math.min(rows, (piece + 1) * height)));
  }

  private static void rows(MatrixProduct p, Storage c, int from, int to) {
    int count;
    for (int row = from; row < to; row += count) {
      int batch = row / p.m();
      count = Math.min(ROWS, Math.min(to - row, (batch + 1) * p.m() - row));
      int aStart = p.aOffset(batch) + row % p.m() * p.aRow();
      int bStart = p.bOffset(batch);
      int cStart = p.offset() + row * p.n();
      switch (c) {
        case Storage.Floats y -> floats(p, aStart, bStart, y.array(), cStart, count);
        case Storage.Doubles y -> doubles(p, aStart, bStart, y.array(), cStart, count);
        case Storage.Ints y -> ints(p, aStart, bStart, y.array(), cStart, count);
        case Storage.Longs y -> longs(p, aStart, bStart, y.array(), cStart, count);
        case Storage.Booleans _ -> throw new IllegalStateException("matmul: BOOL has no product");
        case Narrow narrow -> throw Unsupported.function("matmul", narrow);
      }
    }
  }

  private static void floats(
      MatrixProduct p, int aStart, int bStart, float[] c, int cStart, int rows) {
    float[] a = ((Storage.Floats) p.a().storage()).array();
    float[] b = ((Storage.Floats) p.b().storage()).array();
    float[][] y = new float[rows][p.n()];
    float[][] x = new float[COPIED][p.n()];
    for (int from = 0; from == 0 || from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      for (int k = from; k < end; k++) {
        if ((k - from) % COPIED == 0) {
          copyRows(p, b, bStart + k * p.bRow(), Math.min(COPIED, end - k), x);
        }
        for (int i = 0; i < rows; i++) {
          addScaled(a[aStart + i * p.aRow() + k * p.aColumn()], x[(k - from) % COPIED], y[i]);
        }
      }
      for (int i = 0; i < rows; i++) {
        moveBlock(y[i], c, cStart + i * p.n(), from == 0);
      }
    }
  }

  /// Copies rows of b that begin at an offset; a transposed b is read along its memory.
  private static void copyRows(MatrixProduct p, float[] b, int start, int rows, float[][] x) {
    if (p.bColumn() == 1) {
      for (int k = 0; k < rows; k++) {
        System.arraycopy(b, start + k * p.bRow(), x[k], 0, p.n());
      }
      return;
    }
    for (int j = 0; j < p.n(); j++) {
      int column = start + j * p.bColumn();
      for (int k = 0; k < rows; k++) {
        x[k][j] = b[column + k * p.bRow()];
      }
    }
  }

  /// Adds the sums of a block to c, or stores them if it is the first block. Then clears the sums.
  private static void moveBlock(float[] y, float[] c, int at, boolean first) {
    for (int j = 0; j < y.length; j++) {
      c[at + j] = first ? y[j] : c[at + j] + y[j];
      y[j] = 0;
    }
  }

  private static void addScaled(float scale, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(scale, x[j], y[j]);
    }
  }

  private static void doubles(
      MatrixProduct p, int aStart, int bStart, double[] c, int cStart, int rows) {
    double[] a = ((Storage.Doubles) p.a().storage()).array();
    double[] b = ((Storage.Doubles) p.b().storage()).array();
    double[][] y = new double[rows][p.n()];
    double[][] x = new double[COPIED][p.n()];
    for (int from = 0; from == 0 || from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      for (int k = from; k < end; k++) {
        if ((k - from) % COPIED == 0) {
          copyRows(p, b, bStart + k * p.bRow(), Math.min(COPIED, end - k), x);
        }
        for (int i = 0; i < rows; i++) {
          addScaled(a[aStart + i * p.aRow() + k * p.aColumn()], x[(k - from) % COPIED], y[i]);
        }
      }
      for (int i = 0; i < rows; i++) {
        moveBlock(y[i], c, cStart + i * p.n(), from == 0);
      }
    }
  }

  /// Copies rows of b that begin at an offset; a transposed b is read along its memory.
  private static void copyRows(MatrixProduct p, double[] b, int start, int rows, double[][] x) {
    if (p.bColumn() == 1) {
      for (int k = 0; k < rows; k++) {
        System.arraycopy(b, start + k * p.bRow(), x[k], 0, p.n());
      }
      return;
    }
    for (int j = 0; j < p.n(); j++) {
      int column = start + j * p.bColumn();
      for (int k = 0; k < rows; k++) {
        x[k][j] = b[column + k * p.bRow()];
      }
    }
  }

  /// Adds the sums of a block to c, or stores them if it is the first block. Then clears the sums.
  private static void moveBlock(double[] y, double[] c, int at, boolean first) {
    for (int j = 0; j < y.length; j++) {
      c[at + j] = first ? y[j] : c[at + j] + y[j];
      y[j] = 0;
    }
  }

  private static void addScaled(double scale, double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(scale, x[j], y[j]);
    }
  }

  private static void ints(MatrixProduct p, int aStart, int bStart, int[] c, int cStart, int rows) {
    int[] a = ((Storage.Ints) p.a().storage()).array();
    int[] b = ((Storage.Ints) p.b().storage()).array();
    int[][] y = new int[rows][p.n()];
    int[] x = new int[p.n()];
    for (int k = 0; k < p.k(); k++) {
      int row = bStart + k * p.bRow();
      if (p.bColumn() == 1) {
        System.arraycopy(b, row, x, 0, x.length);
      } else {
        for (int j = 0; j < x.length; j++) {
          x[j] = b[row + j * p.bColumn()];
        }
      }
      for (int i = 0; i < rows; i++) {
        addScaled(a[aStart + i * p.aRow() + k * p.aColumn()], x, y[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(y[i], 0, c, cStart + i * p.n(), p.n());
    }
  }

  private static void addScaled(int scale, int[] x, int[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += scale * x[j];
    }
  }

  private static void longs(
      MatrixProduct p, int aStart, int bStart, long[] c, int cStart, int rows) {
    long[] a = ((Storage.Longs) p.a().storage()).array();
    long[] b = ((Storage.Longs) p.b().storage()).array();
    long[][] y = new long[rows][p.n()];
    long[] x = new long[p.n()];
    for (int k = 0; k < p.k(); k++) {
      int row = bStart + k * p.bRow();
      if (p.bColumn() == 1) {
        System.arraycopy(b, row, x, 0, x.length);
      } else {
        for (int j = 0; j < x.length; j++) {
          x[j] = b[row + j * p.bColumn()];
        }
      }
      for (int i = 0; i < rows; i++) {
        addScaled(a[aStart + i * p.aRow() + k * p.aColumn()], x, y[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(y[i], 0, c, cStart + i * p.n(), p.n());
    }
  }

  private static void addScaled(long scale, long[] x, long[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += scale * x[j];
    }
  }
}
