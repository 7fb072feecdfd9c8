package dev.adjoint.explain.graphs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A sum of products read back from the lines that the terminal shows.
///
/// @param terms the rows with a product
/// @param others the numbers of the rows for the other terms and for the rounding
/// @param sum the number of the last row
/// @param unit the common power of ten of all products; 1 without one
record PrintedSum(
    List<PrintedTerm> terms, List<BigDecimal> others, BigDecimal sum, BigDecimal unit) {

  /// A number as it is printed: minus sign, decimals, power of ten.
  private static final String NUMBER = "−?\\d+(?:\\.\\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?";

  private static final Pattern TERM =
      Pattern.compile(
          "\\s+(\\S+)\\s+(%s)\\s+×\\s+(\\S+)\\s+(%s)\\s+(−?\\d+(?:\\.\\d+)?)\\s+(?:\\S+ %%)?"
              .formatted(NUMBER, NUMBER));

  private static final Pattern LAST = Pattern.compile("\\s{2,}\\S.*?\\s{2,}(−?\\d+(?:\\.\\d+)?)");
  private static final Pattern UNIT = Pattern.compile(" ×(10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)\\s");
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /// A row of a sum.
  ///
  /// @param left the name of the left factor
  /// @param a the left factor
  /// @param right the name of the right factor, `∂y/∂x` if it is not a number of the step
  /// @param b the right factor
  /// @param product as printed, in the unit of the sum
  record PrintedTerm(String left, BigDecimal a, String right, BigDecimal b, BigDecimal product) {}

  /// The sums of an English text, in order.
  static List<PrintedSum> of(List<String> lines) {
    List<PrintedSum> sums = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(" +term  .*")) {
        sums.add(table(lines, i));
      }
    }
    return sums;
  }

  private static PrintedSum table(List<String> lines, int header) {
    Matcher unit = UNIT.matcher(lines.get(header));
    BigDecimal power = unit.find() ? number(unit.group(1)) : BigDecimal.ONE;
    List<PrintedTerm> terms = new ArrayList<>();
    List<BigDecimal> others = new ArrayList<>();
    int at = header + 1;
    for (; !lines.get(at).matches(" +sum  .*"); at++) {
      Matcher term = TERM.matcher(lines.get(at));
      if (term.matches()) {
        terms.add(
            new PrintedTerm(
                term.group(1),
                number(term.group(2)),
                term.group(3),
                number(term.group(4)),
                number(term.group(5))));
      } else {
        others.add(lastNumber(lines.get(at)));
      }
    }
    return new PrintedSum(terms, others, lastNumber(lines.get(at)), power);
  }

  /// The number at the end of a row that is not a product.
  static BigDecimal lastNumber(String line) {
    Matcher row = LAST.matcher(line);
    if (!row.matches()) {
      throw new AssertionError("no number at the end of: " + line);
    }
    return number(row.group(1));
  }

  /// Reads a printed number.
  static BigDecimal number(String text) {
    String plain = text.replace('−', '-');
    if (plain.matches("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")) {
      plain = "1×" + plain;
    }
    int times = plain.indexOf('×');
    if (times < 0) {
      return new BigDecimal(plain);
    }
    StringBuilder power = new StringBuilder();
    plain
        .substring(times + 3)
        .chars()
        .forEach(c -> power.append(c == '⁻' ? "-" : String.valueOf(RAISED.indexOf(c))));
    return new BigDecimal(plain.substring(0, times))
        .scaleByPowerOfTen(Integer.parseInt(power.toString()));
  }

  /// One unit of the last printed digit of a number.
  static BigDecimal lastDigit(BigDecimal number) {
    return BigDecimal.ONE.movePointLeft(number.scale());
  }
}
