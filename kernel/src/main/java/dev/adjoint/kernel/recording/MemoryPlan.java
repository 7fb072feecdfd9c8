package dev.adjoint.kernel.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Offsets in one array for pieces of memory that are each needed for a limited time. Pieces that
/// are needed at the same time do not overlap; all others may overlap.
///
/// The pieces are placed from the largest to the smallest. Each is placed in the smallest gap that
/// fits between the pieces that are needed at the same time (greedy by size, best fit; Pisarchyk
/// and Lee 2020).
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

  /// A piece that has its offset.
  private record Placed(Piece piece, long start, long end) {}

  /// Places these pieces.
  ///
  /// @param alignment the distance of every offset from `origin` is a multiple of this number of
  ///   elements
  /// @param origin the first offset
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

  /// Inserts a piece and keeps the list sorted by offset.
  private static void insert(Placed piece, List<Placed> placed) {
    int at = placed.size();
    while (at > 0 && placed.get(at - 1).start > piece.start) {
      at--;
    }
    placed.add(at, piece);
  }

  /// The offset of a piece.
  long offset(int piece) {
    return offsets[piece];
  }

  /// The length of the array.
  long size() {
    return size;
  }
}
