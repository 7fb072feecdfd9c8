package dev.adjoint.data.text;

import java.util.function.Consumer;

/// Cuts a text into the chunks in which byte pairs are merged: a run of letters and marks, of
/// digits, of white space, or of anything else. One space before a run belongs to the run after it,
/// so that ` the` within a sentence is one chunk. The chunks together are the text.
final class ChunkSplit {

  private enum Sort {
    LETTER,
    DIGIT,
    SPACE,
    OTHER
  }

  private ChunkSplit() {}

  static void each(String text, Consumer<String> chunk) {
    int start = 0;
    while (start < text.length()) {
      int end = end(text, start);
      chunk.accept(text.substring(start, end));
      start = end;
    }
  }

  private static int end(String text, int start) {
    Sort sort = sort(text.codePointAt(start));
    int i = start;
    if (text.charAt(start) == ' ' && start + 1 < text.length()) {
      Sort next = sort(text.codePointAt(start + 1));
      if (next != Sort.SPACE) {
        sort = next;
        i = start + 1;
      }
    }
    while (i < text.length() && sort(text.codePointAt(i)) == sort) {
      i += Character.charCount(text.codePointAt(i));
    }
    boolean leavesSpace =
        sort == Sort.SPACE && i < text.length() && i - start > 1 && text.charAt(i - 1) == ' ';
    return leavesSpace ? i - 1 : i;
  }

  private static Sort sort(int point) {
    if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      return Sort.SPACE;
    }
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          Sort.LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Sort.DIGIT;
      default -> Sort.OTHER;
    };
  }
}
