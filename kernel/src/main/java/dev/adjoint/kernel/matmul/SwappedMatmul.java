package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import dev.adjoint.kernel.work.Workers;

/// A product with a larger, transposed b, computed as its own transpose: `cᵀ = bᵀ · aᵀ`, in F32.
///
/// The rows of bᵀ have no gaps, so they are read in place. Only a and c have to be transposed. For
/// a batch of examples and weights `[out, in]`, a and c are much smaller than b. Each output is the
/// same chain as before, since the order of the factors does not change a product.
final class SwappedMatmul {
  private SwappedMatmul() {}

  /// Whether a product of this form is computed by this algorithm.
  static boolean suits(MatrixProduct p) {
    return p.bRow() == 1
        && p.bColumn() > 1
        && p.bColumn() <= TiledMatmul.DEPTH
        && p.aColumn() == 1
        && (long) p.m() * (p.k() + p.n()) < (long) p.k() * p.n();
  }

  static void run(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    int m = p.m();
    int n = p.n();
    float[] across = Scratch.borrowForCall(m * n);
    new TiledMatmul(p.transposed(), false, b, bStart, a, aStart, across, 0).run();
    int rows = Math.max(PieceSize.ELEMENTS / n / VectorRegisters.LANES, 1) * VectorRegisters.LANES;
    Workers.run(
        Math.ceilDiv(m, rows),
        piece -> {
          int i = piece * rows;
          int count = Math.min(rows, m - i);
          VectorPanels.ofRows(across, i, 1, m, count, n, c, cStart + i * n, n);
        });
    Scratch.giveBackFromCall(across);
  }
}
