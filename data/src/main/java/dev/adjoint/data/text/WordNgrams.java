package dev.adjoint.data.text;

import dev.adjoint.data.prepare.PlainMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The words of a text, its pairs of neighbouring words and the parts of 3 to 5 characters of each
/// word, for models that do not look at the order. Parts carry a mark at the beginning and end of
/// the word: `<ca`, `car`, `ard`, `rd>`. The form of a text tells verse from prose and one kind of
/// verse from another, so it has tokens too: the number of words between two punctuation marks
/// (`⟨7⟩`), such numbers of two neighbouring clauses (`⟨7 5⟩`) and the number of clauses (`⟨×8⟩`),
/// each at most 20. Each different token is given once for a text.
///
/// The tokens are those that occur in the most training texts, in this order; others are left out.
///
/// @param vocabulary the words, the pairs (`two words`) and the parts (`<wor`)
public record WordNgrams(Vocabulary vocabulary) implements TextEncoder {

  /// The name in JSON.
  static final String KIND = "ngrams";

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final int LONGEST_RUN = 20;

  /// The tokens that occur in the most of these texts.
  ///
  /// @param least in how many texts a token must occur to be taken
  /// @param most how many are taken at most
  public static WordNgrams of(Iterable<String> texts, int least, int most) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      for (String token : new HashSet<>(tokens(text))) {
        counts.merge(token, 1, Integer::sum);
      }
    }
    return new WordNgrams(Vocabulary.ofCounts(counts, least, most));
  }

  private static List<String> tokens(String text) {
    List<String> words = WordSplit.words(text);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      tokens.add(words.get(i));
      if (i + 1 < words.size()) {
        tokens.add(words.get(i) + " " + words.get(i + 1));
      }
    }
    words.forEach(word -> addParts(word, tokens));
    addForm(words, tokens);
    return tokens;
  }

  private static void addForm(List<String> words, List<String> tokens) {
    List<Integer> clauses = clauseLengths(words);
    for (int i = 0; i < clauses.size(); i++) {
      tokens.add("⟨%d⟩".formatted(clauses.get(i)));
      if (i + 1 < clauses.size()) {
        tokens.add("⟨%d %d⟩".formatted(clauses.get(i), clauses.get(i + 1)));
      }
    }
    if (!clauses.isEmpty()) {
      tokens.add("⟨×%d⟩".formatted(Math.min(clauses.size(), LONGEST_RUN)));
    }
  }

  private static List<Integer> clauseLengths(List<String> words) {
    List<Integer> clauses = new ArrayList<>();
    int length = 0;
    for (String word : words) {
      if (Character.isLetterOrDigit(word.codePointAt(0))) {
        length++;
      } else if (length > 0) {
        clauses.add(Math.min(length, LONGEST_RUN));
        length = 0;
      }
    }
    if (length > 0) {
      clauses.add(Math.min(length, LONGEST_RUN));
    }
    return clauses;
  }

  private static void addParts(String word, List<String> tokens) {
    int[] points = ("<" + word + ">").codePoints().toArray();
    for (int length = SHORTEST; length <= LONGEST; length++) {
      // A part that is the whole word gives no more information than the word.
      for (int from = 0; from + length <= points.length && length < points.length; from++) {
        tokens.add(new String(points, from, length));
      }
    }
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int[] encode(String text) {
    return tokens(text).stream()
        .filter(vocabulary::has)
        .mapToInt(vocabulary::number)
        .distinct()
        .toArray();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.putAll(vocabulary.toMap());
    return map;
  }

  static WordNgrams from(PlainMap fields) {
    return new WordNgrams(Vocabulary.from(fields));
  }
}
