package dev.adjoint.plot.report;

import dev.adjoint.plot.picture.Markup;
import java.util.Map;

/// Formulas in plain Unicode text, turned into MathML: `dW = gᵀ · x` has a raised T, `y[k]` keeps
/// its brackets, and words are upright.
///
/// The presentation elements are `mi`, `mn`, `mo`, `msup`, `msub` and `mtext`, which MathML Core
/// has. Brackets do not stretch. A reader that knows no MathML shows the same characters in the
/// same order.
public final class MathMl {

  private static final Map<Character, String> RAISED =
      Map.ofEntries(
          Map.entry('⁰', "0"),
          Map.entry('¹', "1"),
          Map.entry('²', "2"),
          Map.entry('³', "3"),
          Map.entry('⁴', "4"),
          Map.entry('⁵', "5"),
          Map.entry('⁶', "6"),
          Map.entry('⁷', "7"),
          Map.entry('⁸', "8"),
          Map.entry('⁹', "9"),
          Map.entry('⁻', "−"),
          Map.entry('ᵀ', "T"),
          Map.entry('ˣ', "x"),
          Map.entry('ᵇ', "b"),
          Map.entry('ᵗ', "t"));
  private static final Map<Character, String> LOWERED =
      Map.ofEntries(
          Map.entry('₀', "0"),
          Map.entry('₁', "1"),
          Map.entry('₂', "2"),
          Map.entry('₃', "3"),
          Map.entry('₄', "4"),
          Map.entry('₅', "5"),
          Map.entry('₆', "6"),
          Map.entry('₇', "7"),
          Map.entry('₈', "8"),
          Map.entry('₉', "9"),
          Map.entry('ₖ', "k"),
          Map.entry('ⱼ', "j"));

  private final String text;
  private int at;

  private MathMl(String text) {
    this.text = text;
  }

  /// The formula as a `<math>` element.
  public static String of(String formula) {
    return "<math>" + new MathMl(formula).row() + "</math>";
  }

  private String row() {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        out.append(scripted(symbol()));
      }
    }
    return out.toString();
  }

  /// One symbol: a number, a word, a letter or an operator.
  private String symbol() {
    int start = at;
    int c = text.codePointAt(at);
    if (Character.isDigit(c)) {
      while (at < text.length() && (Character.isDigit(text.charAt(at)) || isPoint())) {
        at++;
      }
      return element("mn", text.substring(start, at));
    }
    if (Character.isLetter(c) && !isScript(text.charAt(at))) {
      while (at < text.length() && isWordPart(text.charAt(at))) {
        at++;
      }
      String word = text.substring(start, at);
      return isVariable(word) ? element("mi", word) : element("mtext", spaced(word, start));
    }
    at += Character.charCount(c);
    String operator = Character.toString(c);
    return "()[]{}|".contains(operator)
        ? "<mo stretchy=\"false\">" + operator + "</mo>"
        : element("mo", operator);
  }

  /// The word with the spaces that it has around it, which MathML would leave out.
  private String spaced(String word, int start) {
    String before = start > 0 && text.charAt(start - 1) == ' ' ? "\u00A0" : "";
    String after = at < text.length() && text.charAt(at) == ' ' ? "\u00A0" : "";
    return before + word + after;
  }

  private boolean isPoint() {
    return text.charAt(at) == '.'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private static boolean isWordPart(char c) {
    int type = Character.getType(c);
    return !isScript(c)
        && (Character.isLetterOrDigit(c) || c == '_' || type == Character.NON_SPACING_MARK);
  }

  private static boolean isScript(char c) {
    return RAISED.containsKey(c) || LOWERED.containsKey(c);
  }

  /// One letter, perhaps with a mark or behind a d, is a variable; a longer word is text.
  private static boolean isVariable(String word) {
    long letters = word.chars().filter(Character::isLetterOrDigit).count();
    return letters == 1 || (letters == 2 && (word.startsWith("d") || word.startsWith("∂")));
  }

  /// The symbol with the raised and lowered characters behind it.
  private String scripted(String symbol) {
    String low = run(LOWERED);
    String high = run(RAISED);
    if (low.isEmpty() && high.isEmpty()) {
      return symbol;
    }
    String inner = symbol;
    if (!low.isEmpty()) {
      inner = "<msub>" + inner + "<mrow>" + scripts(low) + "</mrow></msub>";
    }
    return high.isEmpty() ? inner : "<msup>" + inner + "<mrow>" + scripts(high) + "</mrow></msup>";
  }

  private String run(Map<Character, String> scripts) {
    StringBuilder found = new StringBuilder();
    while (at < text.length() && scripts.containsKey(text.charAt(at))) {
      found.append(scripts.get(text.charAt(at)));
      at++;
    }
    return found.toString();
  }

  private static String scripts(String text) {
    return new MathMl(text).row();
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + Markup.escape(text) + "</" + name + ">";
  }
}
