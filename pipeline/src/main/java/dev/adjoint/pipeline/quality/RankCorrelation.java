package dev.adjoint.pipeline.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Spearman's rank correlation: the correlation of the ranks, where equal numbers share the mean of
/// their ranks.
public final class RankCorrelation {

  private RankCorrelation() {}

  /// The correlation of two lists of equal length; NaN where all numbers of one are equal.
  public static double of(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double mean = (a.length - 1) / 2.0;
    double products = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      products += (a[i] - mean) * (b[i] - mean);
      left += (a[i] - mean) * (a[i] - mean);
      right += (b[i] - mean) * (b[i] - mean);
    }
    return products / Math.sqrt(left * right);
  }

  private static double[] ranks(double[] numbers) {
    int[] order =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> numbers[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[numbers.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
        to++;
      }
      double rank = (from + to - 1) / 2.0;
      Arrays.stream(order, from, to).forEach(i -> ranks[i] = rank);
      from = to;
    }
    return ranks;
  }
}
