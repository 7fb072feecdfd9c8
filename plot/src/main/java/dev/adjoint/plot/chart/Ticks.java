package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Round numbers for an axis.
final class Ticks {

  /// A number on an axis and its text.
  record Tick(double value, String label) {}

  private Ticks() {}

  /// About `expected` round numbers inside `range`; at least two if the scale allows it.
  static List<Tick> of(Axis axis, Range range, int expected) {
    return switch (axis.scale()) {
      case LINEAR -> linear(range, expected);
      case LOG -> log(range, expected);
    };
  }

  /// Steps of 1, 2 or 5 times a power of ten.
  static List<Tick> linear(Range range, int expected) {
    BigDecimal step = step(range.span() / Math.max(1, expected));
    long first = (long) Math.ceil(range.min() / step.doubleValue() - 1e-9);
    long last = (long) Math.floor(range.max() / step.doubleValue() + 1e-9);
    double most = Math.max(Math.abs(range.min()), Math.abs(range.max()));
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      double value = step.multiply(BigDecimal.valueOf(i)).doubleValue();
      ticks.add(new Tick(value, label(value, step, most)));
    }
    return ticks;
  }

  /// Powers of ten, and 2 and 5 times these powers if there is room. If the range contains less
  /// than two of these numbers, evenly spaced round numbers.
  static List<Tick> log(Range range, int expected) {
    double low = StrictMath.log10(range.min());
    double high = StrictMath.log10(range.max());
    int first = (int) Math.ceil(low - 1e-9);
    int last = (int) Math.floor(high + 1e-9);
    int every = Math.max(1, (int) Math.ceil((last - first) / (double) Math.max(1, expected)));
    List<Tick> ticks = new ArrayList<>();
    if (last - first >= 2) {
      boolean plain = first >= -3 && last <= 4;
      for (int e = Math.ceilDiv(first, every) * every; e <= last; e += every) {
        ticks.add(new Tick(StrictMath.pow(10, e), power(e, plain)));
      }
      return ticks;
    }
    for (int e = first - 1; e <= last; e++) {
      for (int factor : new int[] {1, 2, 5}) {
        double value = factor * StrictMath.pow(10, e);
        if (value >= range.min() * (1 - 1e-9) && value <= range.max() * (1 + 1e-9)) {
          ticks.add(new Tick(value, NumberText.of(value, 1)));
        }
      }
    }
    return ticks.size() >= 2 ? ticks : linear(range, expected);
  }

  /// Either all labels of an axis are powers, or none is. The number 1 is always written as 1.
  private static String power(int exponent, boolean plain) {
    return plain || exponent == 0
        ? NumberText.of(StrictMath.pow(10, exponent), 1)
        : NumberText.powerOfTen(exponent);
  }

  private static BigDecimal step(double atLeast) {
    int exponent = (int) Math.floor(StrictMath.log10(atLeast));
    double part = atLeast / StrictMath.pow(10, exponent);
    int factor = part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10;
    return BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
  }

  /// All labels of an axis have the same number of decimals, as few as the step allows.
  private static String label(double value, BigDecimal step, double most) {
    int decimals = Math.max(0, step.stripTrailingZeros().scale());
    boolean plain = most < 1e6 && decimals <= 5;
    return value == 0 ? "0" : plain ? NumberText.fixed(value, decimals) : NumberText.of(value, 4);
  }
}
