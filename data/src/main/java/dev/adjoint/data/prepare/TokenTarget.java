package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A target that is the next token of a text, at every position of a sample.
///
/// @param vocabulary the number of different tokens
/// @param charactersPerToken how many code points a token of the validation part has on average; by
///   it the loss of a token becomes that of a character
public record TokenTarget(int vocabulary, double charactersPerToken) implements Target {

  /// Checks the ranges.
  public TokenTarget {
    if (vocabulary < 2 || !(charactersPerToken > 0)) {
      throw new DataException(
          "prepare: a text needs at least 2 different tokens but has %d; give a longer text"
              .formatted(vocabulary));
    }
  }

  @Override
  public String column() {
    return "next token";
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  /// None: tokens have no names of classes.
  @Override
  public List<String> classes() {
    return List.of();
  }

  @Override
  public int outputs() {
    return vocabulary;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "token");
    map.put("vocabulary", vocabulary);
    map.put("characters_per_token", charactersPerToken);
    return map;
  }

  static TokenTarget from(PlainMap fields) {
    return new TokenTarget(
        fields.whole("vocabulary", 2, Integer.MAX_VALUE), fields.positive("characters_per_token"));
  }
}
