package dev.adjoint.explain.why;

import dev.adjoint.plot.picture.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of a printed sum: the largest terms, the rest, and the rounding error of the printed
/// digits, so that the rows add up to the printed sum in every digit.
///
/// @param rows the largest terms
/// @param rest the printed sum of all other terms; empty if there are none
/// @param rounding what the rows and the rest do not add up to; empty if nothing
/// @param sum the printed sum
/// @param unit a common power of ten of all products, such as ` ×10⁻⁷`; empty for 1
public record TermTable(
    List<Row> rows, Optional<String> rest, Optional<String> rounding, String sum, String unit) {

  private static final int DIGITS = 6;

  /// A term.
  ///
  /// @param term the term
  /// @param product its product as printed
  /// @param share the part of the absolute values of all terms that this and the rows above make
  public record Row(Term term, String product, String share) {}

  /// The table of a sum.
  ///
  /// @param most the number of terms in rows of their own, the largest
  /// @param isSum whether the terms add up; else they are derivatives of a function
  public static TermTable of(TermSum part, int most, boolean isSum) {
    Products terms = part.terms();
    List<Integer> largest = terms.largest(most);
    boolean isFinite = Double.isFinite(part.stored()) && Double.isFinite(terms.sum());
    double top = Math.abs(part.stored());
    for (int i : largest) {
      top = Math.max(top, Math.abs(terms.get(i).product()));
    }
    int exponent = top > 0 && Double.isFinite(top) ? (int) Math.floor(Math.log10(top)) : 0;
    boolean isPlain = exponent >= -4 && exponent < 6;
    int shift = isPlain ? 0 : exponent;
    int decimals = Math.max(0, DIGITS - 1 - (exponent - shift));
    List<Row> rows = new ArrayList<>();
    BigDecimal printed = BigDecimal.ZERO;
    double absolute = terms.absolute();
    double shown = 0;
    double left = 0;
    for (int i : largest) {
      Term term = terms.get(i);
      shown += Math.abs(term.product());
      left += term.product();
      String share =
          absolute > 0 && isFinite
              ? "%s %%".formatted(NumberText.of(100 * shown / absolute, 4))
              : "";
      if (isSum && isFinite) {
        BigDecimal product = rounded(term.product(), shift, decimals);
        printed = printed.add(product);
        rows.add(new Row(term, text(product), share));
      } else {
        rows.add(new Row(term, isSum ? NumberText.of(term.product(), DIGITS) : "", ""));
      }
    }
    boolean hasRest = terms.size() > largest.size();
    if (!isFinite || !isSum) {
      return new TermTable(
          rows,
          hasRest ? Optional.of("") : Optional.empty(),
          Optional.empty(),
          NumberText.of(part.stored(), DIGITS),
          "");
    }
    BigDecimal sum = rounded(part.stored(), shift, decimals);
    Optional<String> rest = Optional.empty();
    if (hasRest) {
      BigDecimal others = rounded(terms.sum() - left, shift, decimals);
      printed = printed.add(others);
      rest = Optional.of(text(others));
    }
    BigDecimal gap = sum.subtract(printed);
    return new TermTable(
        rows,
        rest,
        gap.signum() == 0 ? Optional.empty() : Optional.of(text(gap)),
        text(sum),
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
