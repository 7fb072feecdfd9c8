package dev.adjoint.data.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;

/// Reads decimal numbers straight from the bytes of a cell.
///
/// Accepted is an optional sign, digits with at most one point, and an optional exponent; not the
/// forms that only Java knows (`1f`, `0x1p3`), no thousands separators and no decimal comma. The
/// result is the nearest double, always equal to `Double.parseDouble` of the same text: up to 15
/// significant digits and a power of ten up to 22 are exact in double arithmetic, so one division
/// or product rounds once (Clinger, 1990); anything longer goes to the JDK.
public final class DecimalText {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_DIGITS = 15;

  private DecimalText() {}

  /// The number written in `text[from, to)`.
  ///
  /// @param text bytes of UTF-8
  /// @param from index of the number's first byte
  /// @param to index after its last byte
  /// @return the nearest double, infinite beyond the range of doubles, NaN when the bytes are no
  ///   decimal number
  public static double parse(byte[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int written = 0;
    int scale = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        written++;
        if (significant > 0 || digit > 0) {
          significant++;
        }
        if (significant <= EXACT_DIGITS) {
          digits = digits * 10 + digit;
        }
        scale -= point ? 1 : 0;
      } else if (text[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (written == 0) {
      return Double.NaN;
    }
    if (at < to) {
      int exponent = exponent(text, at, to);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      scale += exponent;
    }
    if (significant <= EXACT_DIGITS && scale >= -22 && scale <= 22) {
      double value = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }

  /// The exponent that follows the digits, clamped to ±100,000, or MIN_VALUE when it is malformed.
  private static int exponent(byte[] text, int from, int to) {
    int at = from;
    if (text[at] != 'e' && text[at] != 'E') {
      return Integer.MIN_VALUE;
    }
    at++;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    if (at == to) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = Math.min(value * 10 + digit, 100_000);
    }
    return negative ? -value : value;
  }

  /// A number as a name: whole numbers without a point, others in their shortest form.
  ///
  /// @param value any number
  /// @return `3`, `-0.5`
  public static String name(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /// The same with at most four significant digits.
  ///
  /// @param value a finite number
  /// @return `3`, `0.7843`
  public static String shortName(double value) {
    return name(new BigDecimal(value).round(new MathContext(4)).doubleValue());
  }
}
