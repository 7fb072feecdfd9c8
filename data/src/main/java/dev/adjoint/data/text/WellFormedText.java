package dev.adjoint.data.text;

/// Texts without lone surrogates: a Java string may have half of a character, which UTF-8 cannot
/// write.
public final class WellFormedText {

  /// What stands for half of a character: U+FFFD.
  public static final char REPLACEMENT = '\uFFFD';

  private WellFormedText() {}

  /// The text with U+FFFD instead of each lone surrogate; the same text if there is none.
  public static String of(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      mended = mended == null ? new StringBuilder(text) : mended;
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }
}
