package dev.adjoint.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The texts of the report of a forecast in one language.
///
/// @param texts the texts by their keys
record ForecastWords(Properties texts) {

  /// The texts in a language.
  ///
  /// @param language `en` or `zh`
  static ForecastWords of(String language) {
    Properties texts = new Properties();
    String name = "forecast_%s.properties".formatted(language);
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(ForecastWords.class.getResourceAsStream(name), name), UTF_8)) {
      texts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ForecastWords(texts);
  }

  /// A text.
  ///
  /// @throws IllegalStateException when there is none of this key
  String text(String key, Object... values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("the report has no text " + key);
    }
    return values.length == 0 ? text : text.formatted(values);
  }
}
