package dev.adjoint.plot.chart;

import java.util.Optional;
import java.util.stream.DoubleStream;

/// The numbers from `min` to `max`, both finite, `min` not above `max`.
public record Range(double min, double max) {

  public Range {
    if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max)) {
      throw new IllegalArgumentException(
          "range: min and max are finite and in order, but min is %s and max is %s"
              .formatted(min, max));
    }
  }

  /// The range of the finite values, empty if there is none.
  public static Optional<Range> of(DoubleStream values) {
    var all = values.filter(Double::isFinite).summaryStatistics();
    return all.getCount() == 0
        ? Optional.empty()
        : Optional.of(new Range(all.getMin(), all.getMax()));
  }

  /// `max − min`.
  public double span() {
    return max - min;
  }

  /// The number at `fraction` of the way from `min` (0) to `max` (1).
  public double at(double fraction) {
    return min + fraction * (max - min);
  }

  /// The position of `value` between `min` (0) and `max` (1); 0.5 if the range is a single number.
  public double fraction(double value) {
    return max == min ? 0.5 : (value - min) / (max - min);
  }

  /// Whether `value` is in the range.
  public boolean contains(double value) {
    return value >= min && value <= max;
  }

  /// The smallest range that contains both.
  public Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /// The range extended by `fraction` of its span at both ends.
  public Range grow(double fraction) {
    double extra = fraction * span();
    return new Range(min - extra, max + extra);
  }

  /// `count` evenly spaced numbers from `min` to `max`.
  public double[] spread(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = count == 1 ? at(0.5) : at((double) i / (count - 1));
    }
    return values;
  }
}
