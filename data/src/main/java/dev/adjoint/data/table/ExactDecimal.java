package dev.adjoint.data.table;

import java.util.Optional;

/// A decimal number of any length, exactly as it was written: `±digits · 10^exponent`.
///
/// The digits neither start nor end with a zero, so equal numbers have equal components; zero has
/// no digits and no sign.
///
/// @param negative whether the number is below 0
/// @param digits the significant digits, empty for zero
/// @param exponent the power of ten of the last digit
record ExactDecimal(boolean negative, String digits, long exponent)
    implements Comparable<ExactDecimal> {
  private static final ExactDecimal ZERO = new ExactDecimal(false, "", 0);
  private static final int LONGEST_EXPONENT = 9;

  /// Plain notation is used while it needs at most this many zeros beyond the digits.
  private static final int MOST_ZEROS = 20;

  /// Reads the forms that [DecimalText] reads.
  ///
  /// @param text a cell
  /// @return the number, empty when the text is not a decimal number or its exponent has more than
  ///   nine digits
  static Optional<ExactDecimal> parse(String text) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    var digits = new StringBuilder();
    long exponent = 0;
    boolean point = false;
    int written = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        written++;
        if (!digits.isEmpty() || c != '0') {
          digits.append(c);
        }
        exponent -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (written == 0) {
      return Optional.empty();
    }
    if (at < text.length()) {
      Optional<Integer> power = power(text, at);
      if (power.isEmpty()) {
        return Optional.empty();
      }
      exponent += power.get();
    }
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return Optional.of(
        end == 0
            ? ZERO
            : new ExactDecimal(
                negative, digits.substring(0, end), exponent + digits.length() - end));
  }

  private static Optional<Integer> power(String text, int from) {
    int at = from + 1;
    if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
      return Optional.empty();
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (at < text.length() && (negative || text.charAt(at) == '+')) {
      at++;
    }
    String digits = text.substring(at);
    boolean ascii = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits.isEmpty() || digits.length() > LONGEST_EXPONENT || !ascii) {
      return Optional.empty();
    }
    int value = Integer.parseInt(digits);
    return Optional.of(negative ? -value : value);
  }

  /// The one text of this number: plain where that is short, else with an exponent.
  ///
  /// @return such as `1`, `-0.5`, `9007199254740993`, `12e-300`
  String text() {
    if (digits.isEmpty()) {
      return "0";
    }
    String sign = negative ? "-" : "";
    long point = digits.length() + exponent;
    if (exponent > MOST_ZEROS || point < -MOST_ZEROS) {
      return sign + digits + "e" + exponent;
    }
    if (exponent >= 0) {
      return sign + digits + "0".repeat((int) exponent);
    }
    if (point > 0) {
      return sign + digits.substring(0, (int) point) + "." + digits.substring((int) point);
    }
    return sign + "0." + "0".repeat((int) -point) + digits;
  }

  @Override
  public int compareTo(ExactDecimal other) {
    int sign = Integer.compare(sign(), other.sign());
    if (sign != 0 || sign() == 0) {
      return sign;
    }
    int size = Long.compare(digits.length() + exponent, other.digits.length() + other.exponent);
    int magnitude = size != 0 ? size : digits.compareTo(other.digits);
    return negative ? -magnitude : magnitude;
  }

  private int sign() {
    if (digits.isEmpty()) {
      return 0;
    }
    return negative ? -1 : 1;
  }
}
