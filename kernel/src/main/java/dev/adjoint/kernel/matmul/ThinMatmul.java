package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;

/// A few rows times a matrix whose rows have gaps, in F32: the step of a layer with weights `[out,
/// in]` on a small batch.
///
/// Each part of b is used by one tile only, so b is copied in small parts, which the tile reads
/// from the first-level cache at once. The copy is the whole cost.
final class ThinMatmul {
  private static final int WIDTH = VectorTiles.WIDTH;

  /// The number of floats of one copied part, which is one block of k.
  private static final int BITE = MatrixProduct.BLOCK * WIDTH;

  private ThinMatmul() {}

  /// Whether a product of this form is computed by this algorithm.
  static boolean suits(MatrixProduct p) {
    return p.m() <= VectorTiles.HEIGHT && p.bColumn() != 1;
  }

  static void run(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    int wide = Math.max(PieceSize.ELEMENTS / p.k() / WIDTH, 1) * WIDTH;
    Workers.run(
        Math.ceilDiv(p.n(), wide),
        piece -> {
          float[] scratch = Scratch.borrow(BITE + VectorTiles.HEIGHT * (WIDTH + p.k()));
          float[] x = a;
          int xStart = aStart;
          int xStep = p.aRow();
          if (p.aColumn() != 1) {
            x = scratch;
            xStart = BITE + VectorTiles.HEIGHT * WIDTH;
            xStep = p.k();
            VectorPanels.ofRows(
                a, aStart, p.aRow(), p.aColumn(), p.m(), p.k(), scratch, xStart, xStep);
          }
          int end = Math.min(p.n(), (piece + 1) * wide);
          for (int j = piece * wide; j < end; j += WIDTH) {
            int columns = Math.min(WIDTH, end - j);
            panel(p, x, xStart, xStep, b, bStart + j * p.bColumn(), scratch, columns);
            VectorTileRows.store(scratch, BITE, p.m(), columns, c, cStart + j, p.n());
          }
          Scratch.giveBack(scratch);
        });
  }

  /// Computes the tile over one panel. The result is left in the scratch memory after the copied
  /// part.
  private static void panel(
      MatrixProduct p,
      float[] x,
      int xStart,
      int xStep,
      float[] b,
      int bStart,
      float[] scratch,
      int columns) {
    int depth = MatrixProduct.BLOCK;
    for (int k = 0; k < p.k(); k += depth) {
      int length = Math.min(depth, p.k() - k);
      VectorPanels.ofColumns(
          b, bStart + k * p.bRow(), p.bRow(), p.bColumn(), length, columns, scratch, 0, 0);
      VectorTiles.run(
          x, xStart + k, xStep, p.m(), scratch, 0, WIDTH, length, scratch, BITE, WIDTH, k == 0);
    }
  }
}
