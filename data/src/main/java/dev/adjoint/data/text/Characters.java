package dev.adjoint.data.text;

import dev.adjoint.data.prepare.PlainMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Each Unicode code point is a token: no dictionary is needed, in no language. A lone surrogate
/// counts as U+FFFD.
///
/// With a closed vocabulary, `decode(encode(text))` is `WellFormedText.of(text)`.
///
/// @param vocabulary the code points
public record Characters(Vocabulary vocabulary) implements Tokenizer {

  /// The name in JSON.
  static final String KIND = "characters";

  /// Every code point of these texts, sorted, and no other: for language models.
  public static Characters closed(Iterable<String> texts) {
    Set<Integer> points = new TreeSet<>();
    for (String text : texts) {
      WellFormedText.of(text).codePoints().forEach(points::add);
    }
    List<String> tokens = points.stream().map(Character::toString).toList();
    return new Characters(new Vocabulary(tokens, false));
  }

  /// The code points that occur most often in these texts; others are unknown.
  ///
  /// @param least how often a code point must occur to be taken
  /// @param most how many are taken at most
  public static Characters open(Iterable<String> texts, int least, int most) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      WellFormedText.of(text)
          .codePoints()
          .forEach(point -> counts.merge(Character.toString(point), 1, Integer::sum));
    }
    return new Characters(Vocabulary.ofCounts(counts, least, most));
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public int[] encode(String text) {
    String whole = WellFormedText.of(text);
    if (!vocabulary.isOpen()) {
      requireKnown(whole);
    }
    return whole.codePoints().map(point -> vocabulary.number(Character.toString(point))).toArray();
  }

  private void requireKnown(String text) {
    Set<String> missing =
        text.codePoints()
            .distinct()
            .mapToObj(Character::toString)
            .filter(character -> !vocabulary.has(character))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty()) {
      throw vocabulary.unknown(missing);
    }
  }

  @Override
  public byte[] bytes(int token) {
    return vocabulary.token(token).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.putAll(vocabulary.toMap());
    return map;
  }

  static Characters from(PlainMap fields) {
    for (String token : fields.texts("tokens")) {
      if (token.codePointCount(0, token.length()) != 1) {
        throw fields.wrong("tokens", "a list of single characters");
      }
    }
    return new Characters(Vocabulary.from(fields));
  }
}
