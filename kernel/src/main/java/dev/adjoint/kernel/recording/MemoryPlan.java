package dev.adjoint.kernel.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Places in one array for pieces of memory that are needed for a while each: those needed at the
/// same time lie apart, all others may lie over one another.
///
/// The largest piece is placed first, each one in the smallest gap that fits between the pieces
/// that are needed at the same time (greedy by size, best fit; Pisarchyk and Lee 2020).
final class MemoryPlan {
  private final long[] offsets;
  private final long size;

  private MemoryPlan(long[] offsets, long size) {
    this.offsets = offsets;
    this.size = size;
  }

  /// A piece of memory.
  ///
  /// @param length its number of elements
  /// @param first the first call that uses it
  /// @param last the last call that uses it
  record Piece(long length, int first, int last) {

    boolean meets(Piece other) {
      return first <= other.last && other.first <= last;
    }
  }

  /// A piece that has its place.
  private record Placed(Piece piece, long start, long end) {}

  /// Places these pieces.
  ///
  /// @param alignment what the distance of every place from `origin` is a multiple of, in elements
  /// @param origin the first place
  static MemoryPlan of(List<Piece> pieces, int alignment, int origin) {
    Integer[] order = new Integer[pieces.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong((Integer i) -> pieces.get(i).length()).reversed());
    long[] offsets = new long[pieces.size()];
    List<Placed> placed = new ArrayList<>();
    long size = origin;
    for (int i : order) {
      Piece piece = pieces.get(i);
      long length = Math.ceilDiv(piece.length(), alignment) * alignment;
      long start = start(piece, length, placed, origin);
      insert(new Placed(piece, start, start + length), placed);
      offsets[i] = start;
      size = Math.max(size, start + length);
    }
    return new MemoryPlan(offsets, size);
  }

  private static long start(Piece piece, long length, List<Placed> placed, int origin) {
    long best = -1;
    long bestGap = Long.MAX_VALUE;
    long free = origin;
    for (Placed other : placed) {
      if (other.piece.meets(piece)) {
        long gap = other.start - free;
        if (gap >= length && gap < bestGap) {
          best = free;
          bestGap = gap;
        }
        free = Math.max(free, other.end);
      }
    }
    return best < 0 ? free : best;
  }

  /// Keeps the list in the order of the places.
  private static void insert(Placed piece, List<Placed> placed) {
    int at = placed.size();
    while (at > 0 && placed.get(at - 1).start > piece.start) {
      at--;
    }
    placed.add(at, piece);
  }

  /// Where a piece begins.
  long offset(int piece) {
    return offsets[piece];
  }

  /// The length of the array.
  long size() {
    return size;
  }
}
