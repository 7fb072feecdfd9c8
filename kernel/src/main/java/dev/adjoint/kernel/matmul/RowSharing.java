package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.tune.Variants;
import dev.adjoint.kernel.work.Workers;
import java.util.function.IntConsumer;

/// Whether a product of a single row is shared by the threads. Such a product takes a few
/// microseconds, and what it costs to hand a piece to another thread depends on the machine: where
/// that takes longer than the piece, one thread alone is faster.
final class RowSharing {
  /// The threads share the pieces.
  static final int SHARED = 0;

  /// The calling thread runs all pieces.
  static final int ALONE = 1;

  static final Variants CHOICE = new Variants("row", "shared", "alone");

  private RowSharing() {}

  private record Key(int batches, int k, int n, int pieces, int threads) {
    @Override
    public String toString() {
      return "%dx1x%dx%d/%d/%d".formatted(batches, k, n, pieces, threads);
    }
  }

  /// Runs the pieces of a product of one row.
  static void run(int batches, int k, int n, int pieces, IntConsumer task) {
    int threads = Workers.threads();
    if (pieces == 1 || threads == 1) {
      alone(pieces, task);
      return;
    }
    CHOICE.run(
        new Key(batches, k, n, pieces, threads),
        SHARED,
        variant -> {
          if (variant == SHARED) {
            Workers.run(pieces, task);
          } else {
            alone(pieces, task);
          }
        });
  }

  private static void alone(int pieces, IntConsumer task) {
    for (int piece = 0; piece < pieces; piece++) {
      task.accept(piece);
    }
  }
}
