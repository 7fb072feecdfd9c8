package dev.adjoint.kernel;

import java.util.Arrays;

/// The definition of the matrix product, for every element type that has one.
///
/// Row i of c starts as zeros; then for each k in order, row k of b times `a[i, k]` is added to it.
/// So each output is one chain in the order of k, and the inner loop runs along a row, which the
/// JVM's compiler turns into vector instructions by itself.
final class ScalarMatmul {
  /// Pieces of fewer multiplications than this are not worth handing to another thread.
  private static final int PIECE = 1 << 18;

  private ScalarMatmul() {}

  static void run(View a, View b, View c) {
    MatrixProduct p = MatrixProduct.of(a, b, c);
    int rows = p.batches() * p.m();
    if (rows == 0 || p.n() == 0) {
      return;
    }
    long work = Math.max((long) p.k() * p.n(), 1);
    int height = Math.clamp(PIECE / work, 1, rows);
    Workers.run(
        Math.ceilDiv(rows, height),
        piece -> rows(p, c.storage(), piece * height, Math.min(rows, (piece + 1) * height)));
  }

  private static void rows(MatrixProduct p, Storage c, int from, int to) {
    for (int row = from; row < to; row++) {
      int batch = row / p.m();
      int aRow = p.aOffset(batch) + row % p.m() * p.aRow();
      int bMatrix = p.bOffset(batch);
      int cRow = p.offset() + row * p.n();
      switch (c) {
        case Storage.Floats y -> floats(p, aRow, bMatrix, y.array(), cRow);
        case Storage.Doubles y -> doubles(p, aRow, bMatrix, y.array(), cRow);
        case Storage.Ints y -> ints(p, aRow, bMatrix, y.array(), cRow);
        case Storage.Longs y -> longs(p, aRow, bMatrix, y.array(), cRow);
        case Storage.Booleans _ -> throw new IllegalStateException("matmul: BOOL has no product");
      }
    }
  }

  private static void floats(MatrixProduct p, int aRow, int bMatrix, float[] c, int cRow) {
    float[] a = ((Storage.Floats) p.a().storage()).array();
    float[] b = ((Storage.Floats) p.b().storage()).array();
    int n = p.n();
    int step = p.bColumn();
    Arrays.fill(c, cRow, cRow + n, 0);
    for (int k = 0; k < p.k(); k++) {
      float scale = a[aRow + k * p.aColumn()];
      int bRow = bMatrix + k * p.bRow();
      if (step == 1) {
        for (int j = 0; j < n; j++) {
          c[cRow + j] = Math.fma(scale, b[bRow + j], c[cRow + j]);
        }
      } else {
        for (int j = 0; j < n; j++) {
          c[cRow + j] = Math.fma(scale, b[bRow + j * step], c[cRow + j]);
        }
      }
    }
  }

  private static void doubles(MatrixProduct p, int aRow, int bMatrix, double[] c, int cRow) {
    double[] a = ((Storage.Doubles) p.a().storage()).array();
    double[] b = ((Storage.Doubles) p.b().storage()).array();
    int n = p.n();
    int step = p.bColumn();
    Arrays.fill(c, cRow, cRow + n, 0);
    for (int k = 0; k < p.k(); k++) {
      double scale = a[aRow + k * p.aColumn()];
      int bRow = bMatrix + k * p.bRow();
      if (step == 1) {
        for (int j = 0; j < n; j++) {
          c[cRow + j] = Math.fma(scale, b[bRow + j], c[cRow + j]);
        }
      } else {
        for (int j = 0; j < n; j++) {
          c[cRow + j] = Math.fma(scale, b[bRow + j * step], c[cRow + j]);
        }
      }
    }
  }

  private static void ints(MatrixProduct p, int aRow, int bMatrix, int[] c, int cRow) {
    int[] a = ((Storage.Ints) p.a().storage()).array();
    int[] b = ((Storage.Ints) p.b().storage()).array();
    int n = p.n();
    int step = p.bColumn();
    Arrays.fill(c, cRow, cRow + n, 0);
    for (int k = 0; k < p.k(); k++) {
      int scale = a[aRow + k * p.aColumn()];
      int bRow = bMatrix + k * p.bRow();
      for (int j = 0; j < n; j++) {
        c[cRow + j] += scale * b[bRow + j * step];
      }
    }
  }

  private static void longs(MatrixProduct p, int aRow, int bMatrix, long[] c, int cRow) {
    long[] a = ((Storage.Longs) p.a().storage()).array();
    long[] b = ((Storage.Longs) p.b().storage()).array();
    int n = p.n();
    int step = p.bColumn();
    Arrays.fill(c, cRow, cRow + n, 0);
    for (int k = 0; k < p.k(); k++) {
      long scale = a[aRow + k * p.aColumn()];
      int bRow = bMatrix + k * p.bRow();
      for (int j = 0; j < n; j++) {
        c[cRow + j] += scale * b[bRow + j * step];
      }
    }
  }
}
