package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.tune.Variants;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.Workers;
import java.util.function.IntConsumer;

/// How a product of some size reads its left side: the way that [MatmulChoice] takes by shape, or
/// copied into panels for [VectorPackedTiles]. The copy costs time that only many columns pay back,
/// and how many depends on the processor.
final class ProductVariant {
  /// Rows of a are read where they are, or copied as rows, or read across: as the shape suggests.
  static final int ROWS = 0;

  /// a is copied into panels.
  static final int PANELS = 1;

  static final Variants CHOICE = new Variants("product", "rows", "panels");

  /// Below this many multiplications the copy never pays.
  private static final long LEAST = 1 << 18;

  /// On processors of Intel, where a copied left side saves the integer additions of row pointers,
  /// panels pay for rows and columns from this number on.
  private static final int MANY = 512;

  private static final boolean INTEL = Processor.current().isIntel();

  /// On processors of AMD panels never pay: where their own time was shorter, the calls after them
  /// were slower, and the whole step too.
  private static final boolean AMD = Processor.current().isAmd();

  private ProductVariant() {}

  /// The shape of a product, with all that its time depends on.
  private record Key(
      int batches, int m, int k, int n, boolean left, boolean right, int threads, int lanes) {
    @Override
    public String toString() {
      return "%s%d%sx%dx%d%s/%d/%d"
          .formatted(
              batches == 1 ? "" : batches + "x",
              m,
              left ? "T" : "",
              k,
              n,
              right ? "T" : "",
              threads,
              lanes);
    }
  }

  /// Runs `work` with [#ROWS] or [#PANELS].
  static void run(MatrixProduct p, IntConsumer work) {
    if ((long) p.m() * p.k() * p.n() < LEAST
        || p.m() < 2 * VectorTiles.HEIGHT
        || p.n() < VectorTiles.WIDTH) {
      work.accept(ROWS);
      return;
    }
    if (AMD || INTEL) {
      CHOICE.runByRule(INTEL && p.m() >= MANY && p.n() >= MANY ? PANELS : ROWS, work);
      return;
    }
    Key key =
        new Key(
            p.batches(),
            p.m(),
            p.k(),
            p.n(),
            p.aColumn() != 1,
            p.bColumn() != 1,
            Workers.threads(),
            VectorRegisters.LANES);
    CHOICE.run(key, ROWS, work);
  }
}
