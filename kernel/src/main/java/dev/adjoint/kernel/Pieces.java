package dev.adjoint.kernel;

/// Cuts independent work into pieces by its shape alone, so that the cut, and with it every bit of
/// the result, is the same on any number of threads.
final class Pieces {
  /// The number of elements that are worth handing to another thread: some 10 µs of work.
  static final int GRAIN = 32_768;

  private Pieces() {}

  /// Runs `body` over `[0, count)` in ranges; each unit stands for `weight` elements.
  static void run(int count, int weight, Range body) {
    if (count <= 0) {
      return;
    }
    int step = Math.max(1, GRAIN / Math.max(weight, 1));
    int pieces = (int) ((count + (long) step - 1) / step);
    if (pieces == 1) {
      body.run(0, count);
    } else {
      Workers.run(pieces, p -> body.run(p * step, (int) Math.min(count, (long) p * step + step)));
    }
  }

  /// A part of the work.
  @FunctionalInterface
  interface Range {
    void run(int from, int to);
  }
}
