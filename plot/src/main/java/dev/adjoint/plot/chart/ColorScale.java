package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Palette;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/// Which colour a number has: for signed numbers blue above 0 and orange below, dark at both ends;
/// else pale at the low end and dark at the high one.
///
/// @param range the numbers of the two ends; numbers outside are clipped
/// @param isSigned whether the colours are those of signed numbers
public record ColorScale(Range range, boolean isSigned) {

  private static final int BANDS = 48;
  private static final int LABELS = 5;

  /// A scale for signed numbers from `−bound` to `bound`.
  public static ColorScale signed(double bound) {
    return new ColorScale(new Range(-bound, bound), true);
  }

  /// A scale for signed numbers that clips none of these; NaN and infinite ones do not count.
  public static ColorScale signed(DoubleStream numbers) {
    double bound = numbers.filter(Double::isFinite).map(Math::abs).max().orElse(0);
    return signed(bound > 0 ? bound : 1);
  }

  /// A scale for numbers without a sign.
  public static ColorScale plain(double low, double high) {
    return new ColorScale(new Range(low, high > low ? high : low + 1), false);
  }

  /// The colour of a number that is not NaN.
  public Color color(double value) {
    return isSigned
        ? Palette.signed(value, range.max())
        : Palette.sequential(0.02 + 0.9 * range.fraction(value));
  }

  /// Whether a finite number is outside the scale.
  public boolean isClipped(double value) {
    double slack = 1e-9 * range.span();
    return Double.isFinite(value) && (value < range.min() - slack || value > range.max() + slack);
  }

  /// The legend.
  public ColorBar bar() {
    List<Color> colors = new ArrayList<>();
    for (int i = 0; i < BANDS; i++) {
      colors.add(color(range.at((i + 0.5) / BANDS)));
    }
    List<String> labels = new ArrayList<>(Collections.nCopies(BANDS - 1, ""));
    for (Ticks.Tick tick : Ticks.linear(range, LABELS)) {
      int edge = (int) Math.round(range.fraction(tick.value()) * BANDS) - 1;
      if (edge >= 0 && edge < BANDS - 1) {
        labels.set(edge, tick.label());
      }
    }
    return new ColorBar(colors, labels);
  }
}
