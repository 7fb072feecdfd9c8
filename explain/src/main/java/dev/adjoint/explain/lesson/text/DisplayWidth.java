package dev.adjoint.explain.lesson.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The number of terminal columns that a text needs: two for Chinese and other wide characters,
/// none for combining marks, one for all others.
public final class DisplayWidth {

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /// The wide and full-width blocks of Unicode's East Asian Width.
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }

  public static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - of(text))) + text;
  }

  public static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }

  /// Whether a line may end before this character: behind a space, or beside a wide character. The
  /// rules of Unicode would also break numbers such as 1.7×10⁻⁸.
  private static boolean mayBreak(String text, int next) {
    int before = text.codePointBefore(next);
    return next == text.length()
        || Character.isWhitespace(before)
        || isWide(before)
        || isWide(text.codePointAt(next));
  }

  /// The text in lines of at most `width` columns. Lines break between words and between Chinese
  /// characters.
  public static List<String> wrap(String text, int width) {
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> lines = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
      if (!mayBreak(text, next)) {
        continue;
      }
      if (end > start && of(text.substring(start, next).stripTrailing()) > width) {
        lines.add(text.substring(start, end).stripTrailing());
        start = end;
      }
      end = next;
    }
    lines.add(text.substring(start).stripTrailing());
    return lines;
  }
}
