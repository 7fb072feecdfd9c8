package dev.adjoint.kernel.work;

import dev.adjoint.kernel.View;

/// Cuts many arrays into pieces as if they were one array, so that a hundred small arrays cost one
/// hand-over to the threads and a large array is shared. It is for work in which no element depends
/// on another.
public final class Together {
  private Together() {}

  /// Runs `body` over parts of the arrays. Every element of each array is in exactly one part.
  public static void run(View[] arrays, Body body) {
    long total = 0;
    for (View array : arrays) {
      total += array.count();
    }
    if (total <= PieceSize.ELEMENTS) {
      for (int a = 0; a < arrays.length; a++) {
        body.run(a, 0, arrays[a].count());
      }
      return;
    }
    int pieces = Math.toIntExact(Math.ceilDiv(total, (long) PieceSize.ELEMENTS));
    Workers.run(pieces, piece -> piece(arrays, (long) piece * PieceSize.ELEMENTS, body));
  }

  private static void piece(View[] arrays, long start, Body body) {
    long end = start + PieceSize.ELEMENTS;
    long before = 0;
    for (int a = 0; a < arrays.length && before < end; a++) {
      int count = arrays[a].count();
      int from = (int) Math.clamp(start - before, 0L, (long) count);
      int to = (int) Math.clamp(end - before, 0L, (long) count);
      if (from < to) {
        body.run(a, from, to);
      }
      before += count;
    }
  }

  /// Work on a part of one array.
  @FunctionalInterface
  public interface Body {
    void run(int array, int from, int to);
  }
}
