package dev.adjoint.pipeline.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An option of a layer in a model file.
///
/// @param name the key
/// @param values what it may be
/// @param usual its default; empty where the file must give it
/// @param description what it is
record LayerOption(String name, Values values, Optional<Object> usual, String description) {

  /// The largest size in a model file.
  static final int MOST = 1 << 16;

  /// What an option may be.
  sealed interface Values {

    /// In words, for messages, such as `a whole number of 1 … 65536`.
    String describe();

    /// Whether it may be this text, number, truth value or list.
    boolean allows(Object value);

    /// The JSON schema.
    Map<String, Object> schema();
  }

  /// A whole number in a range, or one of some words.
  record Whole(int least, int most, List<String> words) implements Values {

    @Override
    public String describe() {
      StringBuilder text = new StringBuilder("a whole number of %d … %d".formatted(least, most));
      words.forEach(word -> text.append(" or \"").append(word).append('"'));
      return text.toString();
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof String word
          ? words.contains(word)
          : value instanceof Integer number && number >= least && number <= most;
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> number = new LinkedHashMap<>();
      number.put("type", "integer");
      number.put("minimum", least);
      number.put("maximum", most);
      return words.isEmpty()
          ? number
          : new LinkedHashMap<>(Map.of("anyOf", List.of(number, Map.of("enum", words))));
    }
  }

  /// A probability, at least 0 and below 1.
  record Probability() implements Values {

    @Override
    public String describe() {
      return "a number of at least 0 and below 1";
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof Number number
          && number.doubleValue() >= 0
          && number.doubleValue() < 1;
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> number = new LinkedHashMap<>();
      number.put("type", "number");
      number.put("minimum", 0);
      number.put("exclusiveMaximum", 1);
      return number;
    }
  }

  /// True or false.
  record Truth() implements Values {

    @Override
    public String describe() {
      return "true or false";
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof Boolean;
    }

    @Override
    public Map<String, Object> schema() {
      return new LinkedHashMap<>(Map.of("type", "boolean"));
    }
  }

  /// A list of layers, which are checked one by one.
  record Layers() implements Values {

    @Override
    public String describe() {
      return "a list of layers";
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof List<?>;
    }

    @Override
    public Map<String, Object> schema() {
      return new LinkedHashMap<>(Map.of("$ref", "#/$defs/layers"));
    }
  }

  /// A whole number that the file must give.
  static LayerOption size(String name, String description, String... words) {
    return new LayerOption(name, new Whole(1, MOST, List.of(words)), Optional.empty(), description);
  }

  /// A whole number with a default.
  static LayerOption whole(String name, int least, int usual, String description, String... words) {
    return new LayerOption(
        name, new Whole(least, MOST, List.of(words)), Optional.of(usual), description);
  }

  /// A whole number whose default the layer finds, stored as 0.
  static LayerOption found(String name, String description) {
    return new LayerOption(name, new Whole(1, MOST, List.of()), Optional.of(0), description);
  }

  /// A probability with a default.
  static LayerOption probability(String name, double usual, String description) {
    return new LayerOption(name, new Probability(), Optional.of(usual), description);
  }

  /// A truth value with a default.
  static LayerOption truth(String name, boolean usual, String description) {
    return new LayerOption(name, new Truth(), Optional.of(usual), description);
  }
}
