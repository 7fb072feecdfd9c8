package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;

/// The matrix product with the Vector API, bit for bit equal to [ScalarMatmul].
///
/// Vectors run along the columns of c and never along k, so each output keeps its chains in the
/// order of k. The algorithm is chosen by shape: [SmallMatmul] for the smallest products,
/// [VectorRowMatmul] for one row, [VectorWeightRow] for one row with weights, [ThinMatmul] for a
/// few rows with weights, [SwappedMatmul] for more rows with weights, [TallMatmul] for a transposed
/// left side, [TiledMatmul] for the rest. [ProductVariant] says whether a larger product copies its
/// left side into panels instead.
public final class MatmulChoice {
  /// Below this many multiplications, any preparation costs more than it saves.
  private static final int TINY = 256;

  /// From this many multiplications on, each matrix of a batch is computed by all threads.
  private static final long LARGE = 1 << 25;

  private MatmulChoice() {}

  public static void run(View a, View b, View c) {
    if (!(c.storage() instanceof Storage.Floats y)) {
      ScalarMatmul.run(a, b, c);
      return;
    }
    MatrixProduct p = MatrixProduct.of(a, b, c).simplified();
    long outputs = (long) p.batches() * p.m() * p.n();
    if (outputs == 0) {
      return;
    }
    float[] left = ((Storage.Floats) p.a().storage()).array();
    float[] right = ((Storage.Floats) p.b().storage()).array();
    if (p.k() == 0) {
      Arrays.fill(y.array(), p.offset(), p.offset() + (int) outputs, 0);
    } else if (outputs * p.k() <= TINY) {
      SmallMatmul.run(p, left, right, y.array());
    } else if (p.m() == 1 && p.bColumn() == 1) {
      VectorRowMatmul.run(p, left, right, y.array());
    } else {
      matrices(p, left, right, y.array());
    }
  }

  private static void matrices(MatrixProduct p, float[] a, float[] b, float[] c) {
    long work = (long) p.m() * p.n() * p.k();
    if (p.batches() == 1 || work >= LARGE) {
      matrices(p, a, b, c, 0, p.batches());
    } else {
      int group = Math.clamp(PieceSize.VECTOR_PRODUCTS / work, 1, p.batches());
      Workers.run(
          Math.ceilDiv(p.batches(), group),
          piece -> matrices(p, a, b, c, piece * group, Math.min(p.batches(), (piece + 1) * group)));
    }
  }

  private static void matrices(MatrixProduct p, float[] a, float[] b, float[] c, int from, int to) {
    for (int batch = from; batch < to; batch++) {
      int left = p.aOffset(batch);
      int right = p.bOffset(batch);
      int result = p.cOffset(batch);
      ProductVariant.run(p, variant -> matrix(p, variant, a, left, b, right, c, result));
    }
  }

  private static void matrix(
      MatrixProduct p,
      int variant,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart) {
    if (variant == ProductVariant.PANELS) {
      new TiledMatmul(p, true, a, aStart, b, bStart, c, cStart).run();
    } else if (VectorWeightRow.suits(p)) {
      VectorWeightRow.run(p, a, aStart, b, bStart, c, cStart);
    } else if (ThinMatmul.suits(p)) {
      ThinMatmul.run(p, a, aStart, b, bStart, c, cStart);
    } else if (SwappedMatmul.suits(p)) {
      SwappedMatmul.run(p, a, aStart, b, bStart, c, cStart);
    } else if (TallMatmul.suits(p)) {
      TallMatmul.run(p, a, aStart, b, bStart, c, cStart);
    } else {
      new TiledMatmul(p, false, a, aStart, b, bStart, c, cStart).run();
    }
  }
}
