package dev.adjoint.kernel.work;

import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Cuts many arrays into the pieces of one call, so that a hundred small arrays are handed to the
/// threads at once and a large array is shared. It is for work in which no element depends on
/// another.
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
    Part[] parts = parts(arrays);
    Workers.run(parts.length, i -> body.run(parts[i].array, parts[i].from, parts[i].to));
  }

  /// The parts of all arrays, in the order of their position within their array. A thread that
  /// takes some that follow each other so gets the same fraction of every array, as it does from a
  /// kernel that computes one of the arrays alone.
  private static Part[] parts(View[] arrays) {
    List<Part> parts = new ArrayList<>();
    for (int a = 0; a < arrays.length; a++) {
      long count = arrays[a].count();
      for (long from = 0; from < count; from += PieceSize.ELEMENTS) {
        long to = Math.min(count, from + PieceSize.ELEMENTS);
        parts.add(new Part(a, (int) from, (int) to, (double) (from + to) / count));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::position));
    return parts.toArray(Part[]::new);
  }

  private record Part(int array, int from, int to, double position) {}

  /// Work on a part of one array.
  @FunctionalInterface
  public interface Body {
    void run(int array, int from, int to);
  }
}
