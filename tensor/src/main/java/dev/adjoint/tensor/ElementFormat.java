package dev.adjoint.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How the numbers of one tensor are written: all in one of three forms, so that columns line up.
///
/// The form is chosen as PyTorch does: whole numbers as `3.`, others with 4 digits after the point,
/// and with an exponent when the largest is above 10⁸ or 1000 times the smallest, or the smallest
/// is below 10⁻⁴. Only finite numbers other than 0 count. Digits are rounded from the exact binary
/// value, halves to even.
enum ElementFormat {
  WHOLE,
  FIXED,
  EXPONENT;

  private static final int DIGITS = 4;
  private static final double LARGE = 1e8;
  private static final double SMALL = 1e-4;
  private static final double SPREAD = 1000;

  /// The form that suits all of these numbers.
  static ElementFormat suiting(double... numbers) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    boolean whole = true;
    for (double number : numbers) {
      double size = Math.abs(number);
      if (size != 0 && Double.isFinite(size)) {
        smallest = Math.min(smallest, size);
        largest = Math.max(largest, size);
        whole &= size == Math.rint(size);
      }
    }
    if (largest > LARGE || largest > SPREAD * smallest || (!whole && smallest < SMALL)) {
      return EXPONENT;
    }
    return whole ? WHOLE : FIXED;
  }

  String of(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    String sign = number < 0 || 1 / number < 0 ? "-" : "";
    double size = Math.abs(number);
    if (Double.isInfinite(size)) {
      return sign + "inf";
    }
    return sign
        + switch (this) {
          case WHOLE -> fixed(size, 0) + ".";
          case FIXED -> fixed(size, DIGITS);
          case EXPONENT -> exponent(size);
        };
  }

  private static String fixed(double size, int digits) {
    return new BigDecimal(size).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponent(double size) {
    BigDecimal rounded =
        new BigDecimal(size).round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN));
    int power = size == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.movePointLeft(power).setScale(DIGITS).toPlainString();
    return "%se%s%02d".formatted(mantissa, power < 0 ? "-" : "+", Math.abs(power));
  }
}
