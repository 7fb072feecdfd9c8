package dev.adjoint.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pieces of a call are simulated on 1 to 256 threads: each thread takes the pieces of its own
/// share, then those of the next shares that are left, as [PieceShares] does, and the last one to
/// end decides.
class BalanceTest {
  /// What it costs to hand over a piece, in elements of an addition: 2 µs.
  private static final long HAND_OVER = PieceSize.ELEMENTS / 5;

  private record Free(int thread, long since) {}

  private static long end(List<Long> pieces, int threads) {
    int shares = Math.min(threads, pieces.size());
    int[] next = new int[shares];
    PriorityQueue<Free> free = new PriorityQueue<>(Comparator.comparingLong(Free::since));
    for (int share = 0; share < shares; share++) {
      next[share] = PieceShares.first(pieces.size(), share, shares);
      free.add(new Free(share, 0));
    }
    long end = 0;
    for (int count = 0; count < pieces.size(); count++) {
      Free thread = free.remove();
      int share = thread.thread();
      while (next[share] == PieceShares.first(pieces.size(), share + 1, shares)) {
        share = (share + 1) % shares;
      }
      long done = thread.since() + pieces.get(next[share]++) + (threads > 1 ? HAND_OVER : 0);
      free.add(new Free(thread.thread(), done));
      end = Math.max(end, done);
    }
    return end;
  }

  private static void balanced(List<Long> pieces) {
    long total = pieces.stream().mapToLong(Long::longValue).sum();
    long longest = Collections.max(pieces);
    for (int threads = 1; threads <= 256; threads++) {
      double ideal = Math.max((double) total / Math.min(threads, pieces.size()), (double) longest);
      assertThat((double) end(pieces, threads))
          .as("%d pieces on %d threads", pieces.size(), threads)
          .isLessThanOrEqualTo(
              ideal + longest + Math.ceilDiv(pieces.size(), threads) * (double) HAND_OVER);
      if (threads > 1) {
        assertThat(end(pieces, threads)).isLessThanOrEqualTo(end(pieces, threads - 1) + HAND_OVER);
      }
    }
    long smallest = pieces.stream().limit(pieces.size() - 1L).min(Long::compare).orElse(longest);
    assertThat(longest).as("pieces but the last are of one size").isLessThanOrEqualTo(2 * smallest);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1",
    "32768, 1",
    "1000000, 1",
    "4194304, 1",
    "768, 1280",
    "60000, 784",
    "3, 5000000",
    "1000000, 40"
  })
  void rangesAreBalancedForAnyNumberOfThreads(int count, int weight) {
    List<Long> pieces = Collections.synchronizedList(new ArrayList<>());
    Pieces.run(count, weight, (from, to) -> pieces.add((long) (to - from) * weight));
    pieces.sort(Collections.reverseOrder());
    balanced(pieces);
    assertThat(pieces.stream().mapToLong(Long::longValue).sum()).isEqualTo((long) count * weight);
  }

  /// Work of less than a piece is not handed to another thread, and twice as much is cut at most
  /// once.
  @Test
  void smallWorkUsesFewThreads() {
    for (int count : new int[] {1, 1000, PieceSize.ELEMENTS}) {
      assertThat(pieces(count)).isEqualTo(1);
    }
    assertThat(pieces(2 * PieceSize.ELEMENTS)).isEqualTo(2);
  }

  @Test
  void largeWorkFeeds256Threads() {
    assertThat(pieces(256 * PieceSize.ELEMENTS)).isEqualTo(256);
  }

  @Test
  void manySmallArraysAreCutAsIfTheyWereOne() {
    View[] arrays = new View[700];
    Arrays.setAll(
        arrays, i -> View.contiguous(new Storage.Floats(new float[1 + i * 13]), 1 + i * 13));
    List<Long> parts = Collections.synchronizedList(new ArrayList<>());
    int[] seen = new int[arrays.length];
    Together.run(
        arrays,
        (array, from, to) -> {
          parts.add((long) (to - from));
          synchronized (seen) {
            seen[array] += to - from;
          }
        });
    for (int i = 0; i < arrays.length; i++) {
      assertThat(seen[i]).isEqualTo(1 + i * 13);
    }
    assertThat(Collections.max(parts)).isLessThanOrEqualTo(PieceSize.ELEMENTS);
  }

  private static int pieces(int count) {
    List<Integer> pieces = Collections.synchronizedList(new ArrayList<>());
    Pieces.run(count, 1, (from, to) -> pieces.add(to - from));
    return pieces.size();
  }
}
