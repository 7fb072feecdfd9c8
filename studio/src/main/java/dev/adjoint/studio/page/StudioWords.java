package dev.adjoint.studio.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// The texts of the pages in one language.
///
/// @param texts by their keys
public record StudioWords(Map<String, String> texts) {

  /// The languages, as links name them.
  public static final java.util.List<String> LANGUAGES = java.util.List.of("en", "zh");

  private static final Map<String, StudioWords> ALL = Map.of("en", read("en"), "zh", read("zh"));

  /// The texts of a language; empty when there are none.
  public static Optional<StudioWords> of(String language) {
    return Optional.ofNullable(ALL.get(language));
  }

  private static StudioWords read(String language) {
    Properties texts = new Properties();
    String name = "words_%s.properties".formatted(language);
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(StudioWords.class.getResourceAsStream(name), name), UTF_8)) {
      texts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> map = new TreeMap<>();
    texts.forEach((key, value) -> map.put((String) key, (String) value));
    return new StudioWords(map);
  }

  /// A text.
  ///
  /// @throws IllegalStateException when there is no text with this key
  public String text(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalStateException("no text %s".formatted(key));
    }
    String filled = text;
    for (int i = 0; i < values.length; i++) {
      filled = filled.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return filled;
  }
}
