package dev.adjoint.pipeline.layers;

import dev.adjoint.data.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON value with its position in the file, for messages.
///
/// @param location such as `net.json, line 3, column 5`
/// @param value a text, a number, a truth value, a list of placed values, or a map of texts to
///   placed values; empty for `null`
record LocatedJson(String location, Optional<Object> value) {
  /// Deeper nesting has no meaning in any file that is read here.
  private static final int DEEPEST = 50;

  /// The value in a text.
  ///
  /// @param file the name of the file, for messages
  /// @throws DataException when the text is not JSON, or a key occurs twice in an object
  static LocatedJson parse(String file, String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      LocatedJson root = read(file, parser, 0);
      if (parser.nextToken() != null) {
        throw new DataException(
            "model %s: the file ends with its first value, but more follows; remove it"
                .formatted(location(file, parser)));
      }
      return root;
    } catch (JacksonException e) {
      throw new DataException(
          "model %s, line %d, column %d: this is not JSON (%s); correct it"
              .formatted(
                  file, e.getLocation().getLineNr(), e.getLocation().getColumnNr(), reason(e)),
          e);
    }
  }

  /// The first line, without Jackson's own words about positions.
  private static String reason(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(" ?\\(for .*", "");
  }

  private static String location(String file, JsonParser parser) {
    var at = parser.currentTokenLocation();
    return "%s, line %d, column %d".formatted(file, at.getLineNr(), at.getColumnNr());
  }

  private static LocatedJson read(String file, JsonParser parser, int depth) {
    String location = location(file, parser);
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new DataException(
          "model %s: the file is empty; write {\"layers\": […]}".formatted(file));
    }
    if (depth > DEEPEST) {
      throw new DataException(
          "model %s: values are nested more than %d deep; use fewer".formatted(location, DEEPEST));
    }
    Optional<Object> value =
        switch (token) {
          case START_OBJECT -> Optional.of(object(file, parser, depth));
          case START_ARRAY -> Optional.of(list(file, parser, depth));
          case VALUE_STRING -> Optional.of(parser.getString());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(parser.getNumberValue());
          case VALUE_TRUE -> Optional.of(true);
          case VALUE_FALSE -> Optional.of(false);
          default -> Optional.empty();
        };
    return new LocatedJson(location, value);
  }

  private static Map<String, LocatedJson> object(String file, JsonParser parser, int depth) {
    Map<String, LocatedJson> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      String location = location(file, parser);
      parser.nextToken();
      if (map.containsKey(key)) {
        throw new DataException(
            "model %s: the key \"%s\" occurs twice in this object; keep one"
                .formatted(location, key));
      }
      map.put(key, read(file, parser, depth + 1));
    }
    return map;
  }

  private static List<LocatedJson> list(String file, JsonParser parser, int depth) {
    List<LocatedJson> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(file, parser, depth + 1));
    }
    return list;
  }

  /// Plain data, such as that of `model.json`, all at one position.
  static LocatedJson of(String location, Object plain) {
    return new LocatedJson(
        location,
        Optional.of(
            switch (plain) {
              case Map<?, ?> map -> {
                Map<String, LocatedJson> entries = new LinkedHashMap<>();
                map.forEach((key, each) -> entries.put(String.valueOf(key), of(location, each)));
                yield entries;
              }
              case List<?> list -> list.stream().map(each -> of(location, each)).toList();
              default -> plain;
            }));
  }

  /// The same without positions: maps, lists, texts, numbers and truth values.
  Object plain() {
    return switch (value.orElse("null")) {
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, each) -> plain.put((String) key, ((LocatedJson) each).plain()));
        yield plain;
      }
      case List<?> list -> list.stream().map(each -> ((LocatedJson) each).plain()).toList();
      case Object single -> single;
    };
  }

  /// The entries of an object.
  ///
  /// @param what the value is, for the message
  @SuppressWarnings("unchecked") // Only this class makes the maps.
  Map<String, LocatedJson> entries(String what) {
    if (value.isPresent() && value.get() instanceof Map<?, ?> map) {
      return (Map<String, LocatedJson>) map;
    }
    throw expected(what + ", an object {…},");
  }

  /// The elements of a list.
  @SuppressWarnings("unchecked") // Only this class makes the lists.
  List<LocatedJson> elements(String what) {
    if (value.isPresent() && value.get() instanceof List<?> list) {
      return (List<LocatedJson>) list;
    }
    throw expected(what + ", a list […],");
  }

  /// The error for a value that is not what it must be.
  DataException expected(String what) {
    return new DataException(
        "model %s: %s is expected but there is %s; correct it"
            .formatted(location, what, describe()));
  }

  private String describe() {
    return switch (value.orElse("null")) {
      case Map<?, ?> _ -> "an object {…}";
      case List<?> _ -> "a list […]";
      case String text when value.isPresent() -> "\"%s\"".formatted(text);
      case Object single -> single.toString();
    };
  }
}
