package dev.adjoint.data.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/// Learns byte pairs: repeatedly, the pair of neighbouring tokens that occurs most often in all
/// chunks becomes a new token. Of pairs that occur equally often, the one with the smaller left
/// token, then the smaller right token is taken, so the same texts give the same merges.
/// Overlapping pairs of equal tokens (`aaa`) are counted at each position.
///
/// A pair whose bytes are those of an earlier token is left out: its name would mean two tokens.
final class BytePairTraining {

  private static final int BYTES = 256;

  private final List<int[]> words = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final Map<BytePairs.Merge, Long> counts = new HashMap<>();
  private final Map<BytePairs.Merge, Set<Integer>> occurrences = new HashMap<>();
  private final List<BytePairs.Merge> merges = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final PriorityQueue<Counted> queue = new PriorityQueue<>(Counted.ORDER);

  /// A pair with how often it occurred when it was put into the queue.
  private record Counted(BytePairs.Merge pair, long count) {
    static final Comparator<Counted> ORDER =
        Comparator.comparingLong(Counted::count)
            .reversed()
            .thenComparingInt(counted -> counted.pair().left())
            .thenComparingInt(counted -> counted.pair().right());
  }

  private BytePairTraining(Iterable<String> texts) {
    Map<String, Long> chunks = new TreeMap<>();
    for (String text : texts) {
      ChunkSplit.each(WellFormedText.of(text), chunk -> chunks.merge(chunk, 1L, Long::sum));
    }
    chunks.forEach((chunk, count) -> {
      byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
      int[] word = new int[bytes.length];
      for (int i = 0; i < word.length; i++) {
        word[i] = bytes[i] & 0xFF;
      }
      words.add(word);
      times.add(count);
    });
    for (int b = 0; b < BYTES; b++) {
      names.add(ByteLetters.write(new byte[] {(byte) b}));
    }
    taken.addAll(names);
  }

  /// At most so many merges.
  static List<BytePairs.Merge> merges(Iterable<String> texts, int most) {
    BytePairTraining training = new BytePairTraining(texts);
    for (int word = 0; word < training.words.size(); word++) {
      training.count(word, 1);
    }
    training.counts.forEach((pair, count) -> training.queue.add(new Counted(pair, count)));
    while (training.merges.size() < most && training.learn()) {}
    return training.merges;
  }

  /// Adds or removes the pairs of a word.
  private void count(int word, int sign) {
    int[] tokens = words.get(word);
    for (int i = 0; i + 1 < tokens.length; i++) {
      var pair = new BytePairs.Merge(tokens[i], tokens[i + 1]);
      counts.merge(pair, sign * times.get(word), Long::sum);
      if (sign > 0) {
        occurrences.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
      }
    }
  }

  /// Learns one merge; false if no pair occurs twice.
  private boolean learn() {
    while (!queue.isEmpty()) {
      Counted best = queue.poll();
      long now = counts.getOrDefault(best.pair(), 0L);
      if (now != best.count()) {
        // Later merges have removed some of its occurrences.
        queue.add(new Counted(best.pair(), now));
      } else if (now < 2) {
        return false;
      } else if (taken.add(names.get(best.pair().left()) + names.get(best.pair().right()))) {
        merge(best.pair());
        return true;
      }
    }
    return false;
  }

  private void merge(BytePairs.Merge pair) {
    int token = BYTES + merges.size();
    merges.add(pair);
    names.add(names.get(pair.left()) + names.get(pair.right()));
    Set<BytePairs.Merge> fresh = new HashSet<>();
    for (int word : occurrences.getOrDefault(pair, Set.of())) {
      int[] before = words.get(word);
      int[] after = merged(before, pair, token);
      if (after.length == before.length) {
        continue;
      }
      count(word, -1);
      words.set(word, after);
      count(word, 1);
      for (int i = 0; i + 1 < after.length; i++) {
        if (after[i] == token || after[i + 1] == token) {
          fresh.add(new BytePairs.Merge(after[i], after[i + 1]));
        }
      }
    }
    counts.remove(pair);
    occurrences.remove(pair);
    fresh.forEach(each -> queue.add(new Counted(each, counts.getOrDefault(each, 0L))));
  }

  private static int[] merged(int[] word, BytePairs.Merge pair, int token) {
    int[] tokens = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      boolean found = i + 1 < word.length && word[i] == pair.left() && word[i + 1] == pair.right();
      tokens[length++] = found ? token : word[i];
      i += found ? 1 : 0;
    }
    return Arrays.copyOf(tokens, length);
  }
}
