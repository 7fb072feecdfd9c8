package dev.adjoint.data.series;

import java.util.ArrayList;
import java.util.List;

/// Finds the length of the season from the autocorrelation.
///
/// The mean and the straight line that fits best are taken off. A lag is a candidate where the
/// autocorrelation has a peak: at least 0.3, at least 0.15 above the lowest value at a shorter lag,
/// and not below its neighbours. Of the candidates with at least 0.9 of the greatest correlation
/// the shortest counts; it gives way to a cycle of the calendar within a tenth of it that
/// correlates nearly as well.
final class SeasonSearch {

  private static final int LONGEST = 800;
  private static final double LEAST = 0.3;
  private static final double PROMINENCE = 0.15;
  private static final double NEAR = 0.9;
  private static final double CLOSE = 0.1;

  private SeasonSearch() {}

  /// The season in steps; 1 where there is none.
  ///
  /// @param values the training part, NaN where a value is missing
  static int of(double[] values, Frequency frequency) {
    double[] flat = withoutLine(values);
    int most = Math.min(LONGEST, values.length / 2);
    if (most < 2) {
      return 1;
    }
    double[] r = new double[most + 2];
    for (int lag = 1; lag < r.length; lag++) {
      r[lag] = correlation(flat, lag);
    }
    List<Integer> peaks = new ArrayList<>();
    double lowest = r[1];
    double best = 0;
    for (int lag = 2; lag <= most; lag++) {
      boolean isPeak = r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1];
      if (isPeak && r[lag] >= LEAST && r[lag] - lowest >= PROMINENCE) {
        peaks.add(lag);
        best = Math.max(best, r[lag]);
      }
      lowest = Math.min(lowest, r[lag]);
    }
    for (int lag : peaks) {
      if (r[lag] >= NEAR * best) {
        return calendar(lag, r, frequency);
      }
    }
    return 1;
  }

  private static int calendar(int lag, double[] r, Frequency frequency) {
    for (CalendarCycle cycle : CalendarCycle.values()) {
      int steps = (int) Math.round(frequency.stepsIn(cycle));
      if (steps > 1
          && steps < r.length
          && Math.abs(steps - lag) <= CLOSE * steps
          && r[steps] >= NEAR * r[lag]) {
        return steps;
      }
    }
    return lag;
  }

  /// The autocorrelation at a lag, over the pairs of which both values are known; 0 where there are
  /// fewer than two.
  static double correlation(double[] flat, int lag) {
    double product = 0;
    double one = 0;
    double other = 0;
    int pairs = 0;
    for (int i = lag; i < flat.length; i++) {
      if (!Double.isNaN(flat[i]) && !Double.isNaN(flat[i - lag])) {
        product += flat[i] * flat[i - lag];
        one += flat[i] * flat[i];
        other += flat[i - lag] * flat[i - lag];
        pairs++;
      }
    }
    return pairs < 2 || one == 0 || other == 0 ? 0 : product / Math.sqrt(one * other);
  }

  /// The values without their mean and the straight line that fits them best.
  static double[] withoutLine(double[] values) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        n++;
        sumX += i;
        sumY += values[i];
      }
    }
    double meanX = sumX / n;
    double meanY = sumY / n;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        products += (i - meanX) * (values[i] - meanY);
        squares += (i - meanX) * (i - meanX);
      }
    }
    double slope = squares > 0 ? products / squares : 0;
    double[] flat = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      flat[i] = values[i] - meanY - slope * (i - meanX);
    }
    return flat;
  }
}
