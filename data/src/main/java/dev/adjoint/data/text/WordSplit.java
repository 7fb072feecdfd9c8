package dev.adjoint.data.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a text into words: runs of letters, digits and marks, with an apostrophe between letters as
/// part of the word. Each ideograph, and each other visible character such as `?` or an emoji, is a
/// word of its own; white space only separates.
///
/// The text is brought to Unicode's normal form NFC, so that `é` is one thing however it was typed,
/// and to lower case by the rules of no language (`Locale.ROOT`).
final class WordSplit {

  private WordSplit() {}

  static List<String> words(String text) {
    String plain =
        Normalizer.normalize(WellFormedText.of(text), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = -1;
    int i = 0;
    while (i < plain.length()) {
      int point = plain.codePointAt(i);
      int next = i + Character.charCount(point);
      boolean inside = isPart(point) || (start >= 0 && isApostropheBetween(plain, i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside) {
        if (start >= 0) {
          words.add(plain.substring(start, i));
          start = -1;
        }
        if (!isSpace(point)) {
          words.add(plain.substring(i, next));
        }
      }
      i = next;
    }
    if (start >= 0) {
      words.add(plain.substring(start));
    }
    return words;
  }

  private static boolean isPart(int point) {
    if (Character.isIdeographic(point)) {
      return false;
    }
    return Character.isLetterOrDigit(point) || isMark(point);
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isApostropheBetween(String text, int i) {
    char c = text.charAt(i);
    return (c == '\'' || c == '\u2019')
        && i + 1 < text.length()
        && Character.isLetter(text.codePointAt(i + 1))
        && !Character.isIdeographic(text.codePointAt(i + 1));
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || Character.isISOControl(point)
        || Character.getType(point) == Character.FORMAT;
  }
}
