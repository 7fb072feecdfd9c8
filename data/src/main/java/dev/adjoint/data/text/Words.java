package dev.adjoint.data.text;

import dev.adjoint.data.prepare.PlainMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Words in lower case, with punctuation marks and ideographs as tokens of their own; words that
/// were too rare are unknown.
///
/// A word is a run of letters, digits and marks; an apostrophe between letters belongs to it. The
/// text is normalised first (NFC). [#decode] puts a space after each word, so it gives the words
/// back but not the text.
///
/// @param vocabulary the words
public record Words(Vocabulary vocabulary) implements Tokenizer {

  /// The name in JSON.
  static final String KIND = "words";

  /// The words that occur most often in these texts.
  ///
  /// @param least how often a word must occur to be taken
  /// @param most how many are taken at most
  public static Words of(Iterable<String> texts, int least, int most) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      WordSplit.words(text).forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    return new Words(Vocabulary.ofCounts(counts, least, most));
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int[] encode(String text) {
    return WordSplit.words(text).stream().mapToInt(vocabulary::number).toArray();
  }

  @Override
  public byte[] bytes(int token) {
    String word = vocabulary.token(token);
    return (word.isEmpty() ? "" : word + " ").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.putAll(vocabulary.toMap());
    return map;
  }

  static Words from(PlainMap fields) {
    return new Words(Vocabulary.from(fields));
  }
}
