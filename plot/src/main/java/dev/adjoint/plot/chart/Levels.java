package dev.adjoint.plot.chart;

import java.util.ArrayList;
import java.util.List;

/// The heights at which contour lines are drawn.
public final class Levels {
  private static final int MOST = 14;

  private Levels() {}

  /// Round heights that suit the values of `grid`. They have equal ratios if a quarter of the
  /// values is in the lowest twentieth of the range up to the 95th percentile, as in a narrow
  /// valley with steep sides; otherwise they are evenly spaced.
  public static List<Double> of(Grid grid) {
    double[] sorted = grid.sorted().toArray();
    if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
      return List.of();
    }
    double low = sorted[0];
    double quarter = sorted[sorted.length / 4] - low;
    double most = sorted[(int) (0.95 * (sorted.length - 1))] - low;
    var range = new Range(low, sorted[sorted.length - 1]);
    return most > 20 * quarter ? byRatio(range) : even(range);
  }

  /// About ten round heights, evenly spaced, strictly inside `range`.
  public static List<Double> even(Range range) {
    return Ticks.linear(range, 10).stream()
        .map(Ticks.Tick::value)
        .filter(level -> level > range.min() && level < range.max())
        .toList();
  }

  /// Heights that are 1, 2, 5, 10 … above the bottom of `range`; for many powers of ten 1, 3, 10 …
  /// or 1, 10 …. If the bottom is zero or higher, the heights count from zero.
  public static List<Double> byRatio(Range range) {
    double bottom = range.min() < 0 ? range.min() : 0;
    double reach = range.max() - bottom;
    double least = Math.max(range.min() - bottom, reach * 1e-5);
    for (double[] factors : new double[][] {{1, 2, 5}, {1, 3}, {1}}) {
      List<Double> levels = levels(bottom, least, reach, factors);
      if (levels.size() <= MOST || factors.length == 1) {
        return levels;
      }
    }
    throw new IllegalStateException("the last list of factors has one");
  }

  private static List<Double> levels(double bottom, double least, double reach, double[] factors) {
    List<Double> levels = new ArrayList<>();
    int first = (int) Math.floor(StrictMath.log10(least));
    int last = (int) Math.ceil(StrictMath.log10(reach));
    for (int e = first; e <= last; e++) {
      for (double factor : factors) {
        double height = factor * StrictMath.pow(10, e);
        if (height > least && height < reach) {
          levels.add(bottom + height);
        }
      }
    }
    return levels;
  }
}
