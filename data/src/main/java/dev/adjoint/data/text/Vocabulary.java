package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Numbered tokens.
///
/// An open vocabulary gives [#PADDING] and [#UNKNOWN] the first two numbers and takes any token:
/// one that it does not have is unknown. A closed one numbers its tokens from 0 and refuses others.
public final class Vocabulary {

  /// The number of the padding in an open vocabulary.
  public static final int PADDING = 0;

  /// The number of every unknown token in an open vocabulary.
  public static final int UNKNOWN = 1;

  private static final int SPECIAL = 2;

  private final List<String> tokens;
  private final boolean open;
  private final Map<String, Integer> numbers = new HashMap<>();

  /// These tokens in the order of their numbers.
  ///
  /// @param open whether padding and unknown tokens have numbers
  /// @throws DataException when there is no token or one occurs twice
  public Vocabulary(List<String> tokens, boolean open) {
    this.tokens = List.copyOf(tokens);
    this.open = open;
    if (tokens.isEmpty()) {
      throw new DataException(
          "vocabulary: there are no tokens; give texts that are not empty, or a smaller least count");
    }
    for (String token : tokens) {
      if (numbers.put(token, numbers.size() + (open ? SPECIAL : 0)) != null) {
        throw new DataException(
            "vocabulary: the token '%s' occurs twice; give each token once".formatted(token));
      }
    }
  }

  /// An open vocabulary of the tokens that occur most often, ties in the order of their code units.
  ///
  /// @param counts how often each token occurs
  /// @param least how often a token must occur to be taken
  /// @param most how many tokens are taken at most
  /// @throws DataException when no token occurs so often
  public static Vocabulary ofCounts(Map<String, Integer> counts, int least, int most) {
    List<String> chosen =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= least)
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    return new Vocabulary(chosen, true);
  }

  /// The tokens without padding and unknown, in the order of their numbers.
  public List<String> tokens() {
    return tokens;
  }

  /// Whether padding and unknown tokens have numbers.
  public boolean isOpen() {
    return open;
  }

  /// The number of different numbers, with padding and unknown.
  public int size() {
    return tokens.size() + (open ? SPECIAL : 0);
  }

  /// Whether there is such a token.
  public boolean has(String token) {
    return numbers.containsKey(token);
  }

  /// The number of a token.
  ///
  /// @throws DataException when the vocabulary is closed and does not have it
  public int number(String token) {
    Integer number = numbers.get(token);
    if (number != null) {
      return number;
    }
    if (open) {
      return UNKNOWN;
    }
    throw unknown(Set.of(token));
  }

  /// The error for tokens that a closed vocabulary does not have.
  DataException unknown(Set<String> missing) {
    return new DataException(
        "encode: the vocabulary has no %s %s; use only characters of the texts that the model was trained on: %s"
            .formatted(
                missing.size() == 1 ? "character" : "characters",
                listed(missing.stream().limit(20).toList()),
                listed(tokens.stream().limit(200).toList())));
  }

  private static String listed(List<String> characters) {
    StringBuilder text = new StringBuilder();
    for (String character : characters) {
      text.append(text.isEmpty() ? "" : " ");
      int point = character.codePointAt(0);
      boolean visible =
          !Character.isISOControl(point)
              && !Character.isWhitespace(point)
              && Character.getType(point) != Character.FORMAT;
      text.append(visible ? character : "U+%04X".formatted(point));
    }
    return text.toString();
  }

  /// The token of a number: empty for padding, U+FFFD for unknown.
  ///
  /// @throws DataException when there is no such number
  public String token(int number) {
    if (number < 0 || number >= size()) {
      throw new DataException(
          "decode: there is no token %d; the numbers are 0 … %d".formatted(number, size() - 1));
    }
    if (!open) {
      return tokens.get(number);
    }
    return switch (number) {
      case PADDING -> "";
      case UNKNOWN -> String.valueOf(WellFormedText.REPLACEMENT);
      default -> tokens.get(number - SPECIAL);
    };
  }

  /// Everything as written in JSON.
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("open", open);
    map.put("tokens", tokens);
    return map;
  }

  /// Reads what [#toMap] gave.
  static Vocabulary from(PlainMap fields) {
    List<String> tokens = fields.texts("tokens");
    if (tokens.isEmpty() || new HashSet<>(tokens).size() < tokens.size()) {
      throw fields.wrong("tokens", "a list of texts, none twice,");
    }
    return new Vocabulary(tokens, fields.truth("open"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && open == that.open && tokens.equals(that.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return "Vocabulary(%d tokens%s)".formatted(tokens.size(), open ? ", open" : "");
  }
}
