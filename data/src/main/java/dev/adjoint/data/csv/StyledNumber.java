package dev.adjoint.data.csv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number as people write it: sign, currency or percent sign, groups of digits, decimal mark,
/// exponent. Accountants write a negative number in brackets: `(1,234.50)`.
///
/// @param sign `-` or nothing
/// @param unit the currency or percent sign, or nothing
/// @param body digits and marks between them
/// @param exponent such as `e-3`, or nothing
record StyledNumber(String sign, String unit, String body, String exponent) {
  /// The marks that may appear between groups of three digits.
  static final String THOUSANDS = ",.'’_ \u00A0\u202F";

  private static final String UNIT = "[$€£¥₹%]|USD|EUR|GBP|CNY|CHF";
  private static final Pattern FORM =
      Pattern.compile(
          "([-+−]?)(?:(%1$s)[ \u00A0]?)?([-+−]?)([0-9.,'’_ \u00A0\u202F]*[0-9][.,]?)([eE][-+]?[0-9]+)?(?:[ \u00A0]?(%1$s))?"
              .formatted(UNIT));
  private static final int LONGEST = 64;

  /// What the marks of one number say about the marks of its column.
  enum Evidence {
    /// There is no mark.
    NONE,
    /// A decimal point, or commas between thousands.
    POINT,
    /// A decimal comma, or points between thousands.
    COMMA,
    /// One point before three digits: a fraction unless the column says otherwise.
    MAYBE_POINT,
    /// One comma before three digits: a thousands mark or a decimal comma.
    MAYBE_COMMA,
    /// No number has its marks at these positions.
    WRONG
  }

  /// Splits a text into its parts.
  ///
  /// @param text a cell
  /// @return the parts, empty when the text does not look like a number
  static Optional<StyledNumber> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (text.length() > 2 && text.startsWith("(") && text.endsWith(")")) {
      return of(text.substring(1, text.length() - 1))
          .filter(inside -> inside.sign.isEmpty())
          .map(inside -> new StyledNumber("-", inside.unit, inside.body, inside.exponent));
    }
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    String first = found.group(1);
    String second = found.group(3);
    String before = found.group(2);
    String after = found.group(6);
    if ((before != null && after != null) || (!first.isEmpty() && !second.isEmpty())) {
      return Optional.empty();
    }
    String unit = before != null ? before : after != null ? after : "";
    String sign = first + second;
    String exponent = found.group(5) == null ? "" : found.group(5);
    return Optional.of(
        new StyledNumber(
            sign.isEmpty() || sign.equals("+") ? "" : "-", unit, found.group(4), exponent));
  }

  /// Whether a number can have its marks at these positions.
  boolean isNumber() {
    return evidence() != Evidence.WRONG;
  }

  /// The mark between groups of digits, where there is one for certain.
  Optional<Character> thousandsMark() {
    Evidence evidence = evidence();
    if (evidence == Evidence.POINT && body.indexOf(',') >= 0) {
      return Optional.of(',');
    }
    if (evidence == Evidence.COMMA && body.indexOf('.') >= 0) {
      return Optional.of('.');
    }
    for (int i = 2; i < THOUSANDS.length(); i++) {
      if (body.indexOf(THOUSANDS.charAt(i)) >= 0) {
        return Optional.of(THOUSANDS.charAt(i));
      }
    }
    return Optional.empty();
  }

  /// What this number says about the marks of its column.
  Evidence evidence() {
    boolean point = plain('.').isPresent();
    boolean comma = plain(',').isPresent();
    if (point && comma) {
      boolean marked = body.indexOf('.') >= 0 || body.indexOf(',') >= 0;
      if (!marked) {
        return Evidence.NONE;
      }
      return body.indexOf('.') >= 0 ? Evidence.MAYBE_POINT : Evidence.MAYBE_COMMA;
    }
    if (!point && !comma) {
      return Evidence.WRONG;
    }
    return point ? Evidence.POINT : Evidence.COMMA;
  }

  /// The number with a decimal point and nothing else between the digits.
  ///
  /// @param decimal the decimal mark; every other mark must separate groups of three digits
  /// @return the plain text, empty when the number is not written so
  Optional<String> plain(char decimal) {
    int point = body.indexOf(decimal);
    if (point != body.lastIndexOf(decimal)) {
      return Optional.empty();
    }
    String whole = point < 0 ? body : body.substring(0, point);
    String fraction = point < 0 ? "" : body.substring(point + 1);
    if (!fraction.chars().allMatch(StyledNumber::isDigit)) {
      return Optional.empty();
    }
    Optional<String> digits = ungrouped(whole, decimal);
    return digits.map(text -> sign + text + (point < 0 ? "" : "." + fraction) + exponent);
  }

  private static Optional<String> ungrouped(String whole, char decimal) {
    int mark = -1;
    int group = 0;
    boolean first = true;
    var digits = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (isDigit(c)) {
        digits.append(c);
        group++;
        continue;
      }
      boolean fits = first ? group >= 1 && group <= 3 : group == 3;
      boolean zero = first && digits.toString().equals("0");
      if (!fits || zero || c == decimal || (mark >= 0 && mark != c)) {
        return Optional.empty();
      }
      mark = c;
      first = false;
      group = 0;
    }
    return mark < 0 || group == 3 ? Optional.of(digits.toString()) : Optional.empty();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
