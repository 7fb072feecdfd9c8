package dev.adjoint.plot.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as pictures show them: a real minus sign, no unnecessary zeros, and powers of ten with
/// superscript digits. The result is the same in every locale.
public final class NumberText {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private NumberText() {}

  /// `value` rounded to at most `digits` significant digits: `−0.39092`, `1.5×10⁻⁷`, `NaN`, `∞`.
  /// Magnitudes from 1e-4 to 1e6 are written without a power of ten, others with one.
  public static String of(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    var rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String sign = value < 0 ? "−" : "";
    if (exponent >= -4 && exponent < 6) {
      return sign + plain(rounded);
    }
    String factor = plain(rounded.scaleByPowerOfTen(-exponent));
    return sign + factor + "×" + powerOfTen(exponent);
  }

  /// `value` with exactly `decimals` digits after the point.
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return of(value, 1);
    }
    String text =
        new BigDecimal(Math.abs(value)).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    boolean isZero = text.chars().allMatch(c -> c == '0' || c == '.');
    return value < 0 && !isZero ? "−" + text : text;
  }

  /// `10` with `exponent` as superscript.
  public static String powerOfTen(int exponent) {
    return "10" + raised(exponent);
  }

  /// `number` in superscript digits.
  public static String raised(int number) {
    var out = new StringBuilder(number < 0 ? "⁻" : "");
    String.valueOf(Math.abs(number)).chars().forEach(c -> out.append(RAISED.charAt(c - '0')));
    return out.toString();
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
