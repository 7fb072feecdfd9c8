package dev.adjoint.serve.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.serve.http.Request;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// The texts of the page in one language.
///
/// @param language the language as pages name it: `en` or `zh`
/// @param texts the texts by their keys
record PageWords(String language, Properties texts) {

  private static final PageWords ENGLISH = read("en");
  private static final PageWords CHINESE = read("zh");

  /// The language that the address names, otherwise the one that the browser prefers.
  static PageWords of(Request request) {
    String language =
        request
            .query("lang")
            .or(() -> request.header("accept-language"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return language.startsWith("zh") ? CHINESE : ENGLISH;
  }

  private static PageWords read(String language) {
    Properties texts = new Properties();
    String name = "words_%s.properties".formatted(language);
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(PageWords.class.getResourceAsStream(name), name), UTF_8)) {
      texts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PageWords(language, texts);
  }

  /// The other language, with its name in itself.
  String other() {
    return language.equals("en") ? "zh" : "en";
  }

  /// A text, not yet escaped.
  ///
  /// @throws IllegalStateException when there is no text with this key
  String text(String key, Object... values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text %s in %s".formatted(key, language));
    }
    return values.length == 0 ? text : text.formatted(values);
  }

  /// A text in HTML.
  String html(String key, Object... values) {
    return Html.escaped(text(key, values));
  }
}
