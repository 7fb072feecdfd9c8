package dev.adjoint.explain.document;

import dev.adjoint.plot.picture.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Numbers and their sum, printed with the same decimals, chosen by the digits of the largest. What
/// the printed numbers do not add up to, because each is rounded, is a number of its own, so that a
/// reader who adds the column gets the printed sum in every digit.
///
/// @param numbers the printed numbers
/// @param rounding what they do not add up to; empty if nothing
/// @param sum the printed sum
/// @param unit a common power of ten of all of them, such as ` ×10⁻⁷`; empty for 1
public record SumColumn(List<String> numbers, Optional<String> rounding, String sum, String unit) {

  private static final int DIGITS = 6;

  /// Copies the list.
  public SumColumn {
    numbers = List.copyOf(numbers);
  }

  /// The column of these numbers, with six digits of the largest.
  ///
  /// @param sum their sum up to rounding
  public static SumColumn of(double[] numbers, double sum) {
    return of(numbers, sum, DIGITS);
  }

  /// The column of these numbers.
  ///
  /// @param sum their sum up to rounding
  /// @param digits the significant digits of the largest number
  public static SumColumn of(double[] numbers, double sum, int digits) {
    if (!Double.isFinite(sum) || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
      return new SumColumn(
          Arrays.stream(numbers).mapToObj(number -> NumberText.of(number, digits)).toList(),
          Optional.empty(),
          NumberText.of(sum, digits),
          "");
    }
    double top = Math.abs(sum);
    for (double number : numbers) {
      top = Math.max(top, Math.abs(number));
    }
    int exponent = top > 0 ? (int) Math.floor(Math.log10(top)) : 0;
    int shift = exponent >= -4 && exponent < 6 ? 0 : exponent;
    int decimals = Math.max(0, digits - 1 - (exponent - shift));
    List<String> printed = new ArrayList<>();
    BigDecimal gap = rounded(sum, shift, decimals);
    String total = text(gap);
    for (double number : numbers) {
      BigDecimal some = rounded(number, shift, decimals);
      gap = gap.subtract(some);
      printed.add(text(some));
    }
    return new SumColumn(
        printed,
        gap.signum() == 0 ? Optional.empty() : Optional.of(text(gap)),
        total,
        shift == 0 ? "" : " ×" + NumberText.powerOfTen(shift));
  }

  private static BigDecimal rounded(double value, int shift, int decimals) {
    return new BigDecimal(value)
        .scaleByPowerOfTen(-shift)
        .setScale(decimals, RoundingMode.HALF_EVEN);
  }

  private static String text(BigDecimal number) {
    return number.toPlainString().replace('-', '−');
  }
}
