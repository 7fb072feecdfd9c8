package dev.adjoint.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as text, without digits that carry no information.
final class FigureText {

  /// One digit more than the step, so that rounding adds less than a tenth of a step.
  private static final int SPARE_DIGITS = 1;

  private static final double LEAST_WITH_DECIMALS = 5e-4;
  private static final double MOST_WITH_DECIMALS = 1e12;

  private FigureText() {}

  /// A metric with four decimals, or with four digits where these would say nothing: errors are in
  /// the unit of the target, which may be tiny or huge.
  static String ofMetric(double value) {
    double size = Math.abs(value);
    boolean isUsual = size == 0 || (size >= LEAST_WITH_DECIMALS && size < MOST_WITH_DECIMALS);
    return String.format(Locale.ROOT, isUsual || !Double.isFinite(value) ? "%.4f" : "%.3e", value);
  }

  /// A number as a decimal without an exponent.
  ///
  /// @param value a finite number
  /// @param step the distance between neighbouring values, above 0
  static String of(double value, double step) {
    int decimals = SPARE_DIGITS - (int) Math.floor(Math.log10(step));
    BigDecimal rounded = new BigDecimal(value);
    if (decimals > 0) {
      rounded = rounded.setScale(decimals, RoundingMode.HALF_EVEN);
    } else {
      // Whole numbers beyond F32's 24 bits keep all their digits.
      rounded = BigDecimal.valueOf(value);
    }
    rounded = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    boolean isLong = rounded.precision() - rounded.scale() > 21 || rounded.scale() > 30;
    return isLong ? Double.toString(value) : rounded.toPlainString();
  }
}
