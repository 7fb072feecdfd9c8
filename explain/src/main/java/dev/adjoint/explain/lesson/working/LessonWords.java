package dev.adjoint.explain.lesson.working;

import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of the lessons in one language, by key.
public final class LessonWords {

  private final ResourceBundle texts;

  public LessonWords(ResourceBundle texts) {
    this.texts = texts;
  }

  /// The texts in the language of `locale`: Chinese for any Chinese locale, otherwise English.
  public static LessonWords of(Locale locale) {
    Locale language =
        locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINESE : Locale.ROOT;
    // Texts exist for both languages, so the lookup never falls back to the machine's own language.
    return new LessonWords(ResourceBundle.getBundle("dev.adjoint.explain.lesson.texts", language));
  }

  /// The English texts.
  public static LessonWords english() {
    return of(Locale.ENGLISH);
  }

  /// The text of a key. Arguments, if given, replace `%s` and similar placeholders.
  ///
  /// @throws java.util.MissingResourceException if there is no such key
  public String text(String key, Object... arguments) {
    String text = texts.getString(key);
    return arguments.length == 0 ? text : text.formatted(arguments);
  }
}
