package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/// Byte-pair encoding (Sennrich, Haddow and Birch 2016) of the bytes of UTF-8, as GPT-2 uses it:
/// any text can be written, and nothing is unknown. The text is cut into chunks (a word with the
/// space before it, a number, punctuation); in each, the earliest learnt pair is merged first, the
/// leftmost of equal ones, until no learnt pair is left.
///
/// `decode(encode(text))` is `WellFormedText.of(text)`.
///
/// Tokens are the 256 bytes, then the merges in the order in which they were learnt; all one higher
/// where 0 is the padding.
public final class BytePairs implements Tokenizer {

  /// The name in JSON.
  static final String KIND = "bytepairs";

  private static final int BYTES = 256;

  /// Two tokens that become one, numbered without the padding.
  ///
  /// @param left the first token
  /// @param right the second token
  public record Merge(int left, int right) {}

  private final List<Merge> merges;
  private final boolean padded;
  private final byte[][] bytes;
  private final Map<Merge, Integer> ranks = new HashMap<>();

  /// These merges in the order in which they were learnt.
  ///
  /// @param padded whether token 0 is the padding
  /// @throws DataException when a merge is of tokens that come later, or gives the bytes of an
  ///   earlier token
  public BytePairs(List<Merge> merges, boolean padded) {
    this.merges = List.copyOf(merges);
    this.padded = padded;
    this.bytes = new byte[BYTES + merges.size()][];
    for (int b = 0; b < BYTES; b++) {
      bytes[b] = new byte[] {(byte) b};
    }
    Set<String> names = new HashSet<>();
    for (int rank = 0; rank < merges.size(); rank++) {
      add(rank, names);
    }
  }

  private void add(int rank, Set<String> names) {
    Merge merge = merges.get(rank);
    int known = BYTES + rank;
    if (Math.min(merge.left(), merge.right()) < 0
        || Math.max(merge.left(), merge.right()) >= known) {
      throw new DataException(
          "byte pairs: merge %d joins the tokens %d and %d but may only join the tokens 0 … %d; give the merges in the order in which they were learnt"
              .formatted(rank, merge.left(), merge.right(), known - 1));
    }
    byte[] left = bytes[merge.left()];
    byte[] right = bytes[merge.right()];
    byte[] both = Arrays.copyOf(left, Math.addExact(left.length, right.length));
    System.arraycopy(right, 0, both, left.length, right.length);
    if (!names.add(ByteLetters.write(both))) {
      throw new DataException(
          "byte pairs: merge %d gives '%s', which an earlier merge gives too; leave it out"
              .formatted(rank, ByteLetters.write(both)));
    }
    bytes[known] = both;
    ranks.put(merge, rank);
  }

  /// Learns merges from texts until there are this many tokens, or no pair occurs twice.
  ///
  /// @param size the greatest number of tokens, at least 256; 257 with padding
  public static BytePairs train(Iterable<String> texts, int size, boolean padded) {
    int least = BYTES + (padded ? 1 : 0);
    if (size < least) {
      throw new DataException(
          "byte pairs: the vocabulary has %d tokens but needs at least %d, one for each byte%s; 1000 is usual for a book"
              .formatted(size, least, padded ? " and the padding" : ""));
    }
    return new BytePairs(BytePairTraining.merges(texts, size - least), padded);
  }

  /// The merges in the order in which they were learnt.
  public List<Merge> merges() {
    return merges;
  }

  @Override
  public int size() {
    return bytes.length + (padded ? 1 : 0);
  }

  @Override
  public int[] encode(String text) {
    IntStream.Builder tokens = IntStream.builder();
    int shift = padded ? 1 : 0;
    ChunkSplit.each(
        WellFormedText.of(text),
        chunk -> {
          for (int token : merged(chunk.getBytes(StandardCharsets.UTF_8))) {
            tokens.add(token + shift);
          }
        });
    return tokens.build().toArray();
  }

  /// A position where two neighbouring tokens may be merged.
  private record Candidate(int rank, int at, int left, int right) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byRank = Integer.compare(rank, other.rank);
      return byRank != 0 ? byRank : Integer.compare(at, other.at);
    }
  }

  /// The tokens of a chunk. With a queue, the time does not grow with the square of the chunk's
  /// length.
  private int[] merged(byte[] chunk) {
    int n = chunk.length;
    int[] token = new int[n];
    int[] next = new int[n];
    int[] previous = new int[n];
    for (int i = 0; i < n; i++) {
      token[i] = chunk[i] & 0xFF;
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i + 1 < n; i++) {
      offer(queue, i, token[i], token[i + 1]);
    }
    while (!queue.isEmpty()) {
      Candidate best = queue.poll();
      int at = best.at;
      int after = next[at];
      if (token[at] != best.left || after >= n || token[after] != best.right) {
        continue;
      }
      token[at] = BYTES + best.rank;
      token[after] = -1;
      next[at] = next[after];
      if (next[at] < n) {
        previous[next[at]] = at;
        offer(queue, at, token[at], token[next[at]]);
      }
      if (previous[at] >= 0) {
        offer(queue, previous[at], token[previous[at]], token[at]);
      }
    }
    return Arrays.stream(token).filter(t -> t >= 0).toArray();
  }

  private void offer(PriorityQueue<Candidate> queue, int at, int left, int right) {
    Integer rank = ranks.get(new Merge(left, right));
    if (rank != null) {
      queue.add(new Candidate(rank, at, left, right));
    }
  }

  @Override
  public byte[] bytes(int token) {
    if (token < 0 || token >= size()) {
      throw new DataException(
          "decode: there is no token %d; the numbers are 0 … %d".formatted(token, size() - 1));
    }
    if (padded && token == 0) {
      return new byte[0];
    }
    return bytes[token - (padded ? 1 : 0)].clone();
  }

  /// The merges as in `merges.txt` of GPT-2: `Ġt he`.
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("padded", padded);
    map.put(
        "merges",
        merges.stream()
            .map(merge ->
                "%s %s"
                    .formatted(
                        ByteLetters.write(bytes[merge.left()]),
                        ByteLetters.write(bytes[merge.right()])))
            .toList());
    return map;
  }

  static BytePairs from(PlainMap fields) {
    Map<String, Integer> known = new HashMap<>();
    for (int b = 0; b < BYTES; b++) {
      known.put(ByteLetters.write(new byte[] {(byte) b}), b);
    }
    List<Merge> merges = new ArrayList<>();
    for (String line : fields.texts("merges")) {
      String[] pair = line.split(" ", -1);
      Integer left = pair.length == 2 ? known.get(pair[0]) : null;
      Integer right = pair.length == 2 ? known.get(pair[1]) : null;
      if (left == null || right == null) {
        throw fields.wrong("merges", "a list of pairs of earlier tokens with a space between them");
      }
      if (known.putIfAbsent(pair[0] + pair[1], BYTES + merges.size()) != null) {
        throw fields.wrong("merges", "a list of pairs none of which gives an earlier token");
      }
      merges.add(new Merge(left, right));
    }
    return new BytePairs(merges, fields.truth("padded"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytePairs that && padded == that.padded && merges.equals(that.merges);
  }

  @Override
  public int hashCode() {
    return merges.hashCode();
  }

  @Override
  public String toString() {
    return "BytePairs(%d tokens%s)".formatted(size(), padded ? ", padded" : "");
  }
}
