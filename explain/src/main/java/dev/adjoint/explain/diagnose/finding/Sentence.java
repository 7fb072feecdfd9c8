package dev.adjoint.explain.diagnose.finding;

import dev.adjoint.plot.picture.NumberText;
import java.util.Locale;

/// A sentence in English and in Chinese, with the same numbers in both.
///
/// @param english the English text
/// @param chinese the Chinese text
public record Sentence(String english, String chinese) {

  private static final int DIGITS = 4;

  /// A sentence from two patterns of [String#format] and one list of arguments. A floating number
  /// is written with four digits, a whole one with commas, another sentence in the language of the
  /// pattern. The arguments of a pattern are therefore texts: `%s`, or `%2$s` in another order.
  public static Sentence of(String english, String chinese, Object... arguments) {
    return new Sentence(
        filled(english, arguments, Locale.ENGLISH), filled(chinese, arguments, Locale.CHINESE));
  }

  /// A name that is the same in both languages, such as the path of a parameter.
  public static Sentence same(String text) {
    return new Sentence(text, text);
  }

  private static String filled(String pattern, Object[] arguments, Locale language) {
    Object[] texts = new Object[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(arguments[i], language);
    }
    return String.format(Locale.ROOT, pattern, texts);
  }

  private static String text(Object argument, Locale language) {
    return switch (argument) {
      case Sentence sentence -> sentence.in(language);
      case Double number -> NumberText.of(number, DIGITS);
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      default -> argument.toString();
    };
  }

  /// A share in [0, 1] as a percentage, for the arguments of [#of].
  public static String percent(double share) {
    return NumberText.of(100 * share, 3) + " %";
  }

  /// The text in a language: Chinese for any Chinese locale, otherwise English.
  public String in(Locale language) {
    return language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
  }

  @Override
  public String toString() {
    return english;
  }
}
