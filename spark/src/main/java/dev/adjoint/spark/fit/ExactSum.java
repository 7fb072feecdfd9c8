package dev.adjoint.spark.fit;

import java.io.Serializable;
import java.util.Arrays;

/// A sum of finite doubles that is exact until it is read, and then rounded once.
///
/// So it has the same bits for any order of the terms, and for any grouping into partial sums. The
/// terms are kept as a few doubles that do not overlap and add up to the sum exactly (Shewchuk
/// 1997, as `math.fsum` of Python does).
public final class ExactSum implements Serializable {

  private static final long serialVersionUID = 1;

  private double[] parts = new double[4];
  private int count;

  /// Adds a finite number.
  public void add(double term) {
    double x = term;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double y = parts[i];
      if (Math.abs(x) < Math.abs(y)) {
        double swap = x;
        x = y;
        y = swap;
      }
      double high = x + y;
      double low = y - (high - x);
      if (low != 0) {
        parts[kept++] = low;
      }
      x = high;
    }
    if (kept == parts.length) {
      parts = Arrays.copyOf(parts, 2 * kept);
    }
    parts[kept++] = x;
    count = kept;
  }

  /// Adds all terms of another sum.
  public void add(ExactSum other) {
    for (int i = 0; i < other.count; i++) {
      add(other.parts[i]);
    }
  }

  /// The sum, rounded to the nearest double.
  public double value() {
    int n = count;
    if (n == 0) {
      return 0;
    }
    double high = parts[--n];
    double low = 0;
    while (n > 0) {
      double x = high;
      double y = parts[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) {
        break;
      }
    }
    // Half a unit in the last place is rounded by the sign of what remains.
    if (n > 0 && ((low < 0 && parts[n - 1] < 0) || (low > 0 && parts[n - 1] > 0))) {
      double twice = low * 2;
      double next = high + twice;
      if (twice == next - high) {
        return next;
      }
    }
    return high;
  }
}
