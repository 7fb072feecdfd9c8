package dev.adjoint.kernel.work;

import java.util.function.IntConsumer;

/// Cuts independent work into pieces by its shape alone. So the cut, and with it every bit of the
/// result, is the same for any number of threads.
public final class Pieces {
  private Pieces() {}

  /// Runs `body` over `[0, count)` in ranges; each unit stands for `weight` elements.
  public static void run(int count, int weight, Range body) {
    if (count <= 0) {
      return;
    }
    int step = Math.max(1, PieceSize.ELEMENTS / Math.max(weight, 1));
    int pieces = (int) ((count + (long) step - 1) / step);
    if (pieces == 1) {
      body.run(0, count);
    } else {
      Workers.run(pieces, p -> body.run(p * step, (int) Math.min(count, (long) p * step + step)));
    }
  }

  /// Runs `unit` for each of `units` units. All units together are `work` multiplications.
  public static void byWork(int units, long work, IntConsumer unit) {
    if (units == 0) {
      return;
    }
    int step = Math.clamp(PieceSize.SCALAR_PRODUCTS / Math.max(work / units, 1), 1, units);
    Workers.run(
        Math.ceilDiv(units, step),
        piece -> {
          for (int i = piece * step; i < Math.min(units, (piece + 1) * step); i++) {
            unit.accept(i);
          }
        });
  }

  /// A part of the work.
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }
}
