package dev.adjoint.explain.document;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The texts of explanations in one language, by key. Numbers are arguments and never part of a
/// text, so that the languages cannot differ in them.
public final class Wording {

  private static final String BUNDLE = "dev.adjoint.explain.document.texts";

  private final Locale language;
  private final ResourceBundle texts;

  private Wording(Locale language) {
    this.language = language;
    this.texts = ResourceBundle.getBundle(BUNDLE, language);
  }

  /// The texts in the language of `locale`: Chinese for any Chinese locale, otherwise English.
  public static Wording of(Locale locale) {
    // Texts exist for both languages, so the lookup never falls back to the machine's own language.
    return new Wording(
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ROOT);
  }

  /// The English texts.
  public static Wording english() {
    return of(Locale.ENGLISH);
  }

  /// The text of a key. Arguments, if given, replace `%s` and similar placeholders.
  ///
  /// @throws MissingResourceException if there is no such key
  public String text(String key, Object... arguments) {
    String text = texts.getString(key);
    return arguments.length == 0 ? text : text.formatted(arguments);
  }

  /// The text for an English phrase that a result holds, such as the order of a sum: its
  /// translation where this language has one, else the phrase itself. The key is `prefix.` and the
  /// phrase with all that is not a letter or digit as `-`.
  public String phrase(String prefix, String english) {
    String key = prefix + "." + english.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return texts.containsKey(key) ? texts.getString(key) : english;
  }

  /// Chinese, or the root locale for English.
  public Locale locale() {
    return language;
  }

  /// The tag of the language for a page: `en` or `zh-CN`.
  public String tag() {
    return language.equals(Locale.CHINESE) ? "zh-CN" : "en";
  }
}
