package dev.adjoint.pipeline.folder;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// JSON text from plain data, and back.
public final class JsonText {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonText() {}

  /// Maps, lists, texts and numbers as indented JSON text that ends with a line end.
  public static String of(Map<?, ?> value) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
  }

  /// The JSON object in a text.
  ///
  /// @throws IllegalArgumentException if the text is not a JSON object
  static Map<?, ?> map(String text) {
    try {
      return JSON.readValue(text, LinkedHashMap.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON (%s)".formatted(e.getOriginalMessage()), e);
    }
  }
}
