package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import java.util.Arrays;

/// Sums, means and norms of F64 numbers, see [Reduction].
final class DoubleSum {
  private DoubleSum() {}

  /// One run of stride 1, see [DoubleReduce#run].
  static double run(Reduction f, double[] x, int xo, int length) {
    double[] terms = new double[Math.min(length, Reduction.BLOCK)];
    return switch (f) {
      case MEAN -> {
        double mean = DoubleReduce.run(Reduction.SUM, x, xo, length) / length;
        yield mean + correction(sum(x, xo, length, terms, mean, 1, false), length);
      }
      case NORM -> {
        double largest = largest(x, xo, length, 1);
        double scale = scale(largest);
        yield norm(sum(x, xo, length, terms, 0, scale, true), scale, largest);
      }
      default -> DoubleReduce.run(f, x, xo, length);
    };
  }

  /// `Σ (x − shift)·scale`, or the sum of the squares of that.
  private static double sum(
      double[] x, int xo, int length, double[] terms, double shift, double scale, boolean square) {
    double total = 0;
    for (int from = 0; from < length; from += Reduction.BLOCK) {
      int n = Math.min(Reduction.BLOCK, length - from);
      for (int i = 0; i < n; i++) {
        double term = (x[xo + from + i] - shift) * scale;
        terms[i] = square ? term * term : term;
      }
      total += DoubleReduce.block(Reduction.SUM, terms, 0, n);
    }
    return total;
  }

  /// Columns `from` to `to` of `[length, inner]`.
  static void columns(
      Reduction f,
      double[] x,
      int xo,
      double[] y,
      int yo,
      int length,
      int inner,
      int from,
      int to) {
    int n = to - from;
    double[] shifts = new double[n];
    double[] scales = new double[n];
    Arrays.fill(scales, 1);
    double[] largest = new double[n];
    if (f == Reduction.NORM) {
      for (int i = 0; i < n; i++) {
        largest[i] = largest(x, xo + from + i, length, inner);
        scales[i] = scale(largest[i]);
      }
    }
    boolean square = f == Reduction.NORM;
    double[] sums = sums(x, xo + from, length, inner, shifts, scales, square);
    if (f == Reduction.MEAN) {
      for (int i = 0; i < n; i++) {
        shifts[i] = sums[i] / length;
      }
      double[] rest = sums(x, xo + from, length, inner, shifts, scales, false);
      for (int i = 0; i < n; i++) {
        sums[i] = shifts[i] + correction(rest[i], length);
      }
    }
    for (int i = 0; i < n; i++) {
      y[yo + from + i] = square ? norm(sums[i], scales[i], largest[i]) : sums[i];
    }
  }

  /// The sums of the columns, in chains of at most [Reduction#CHAIN] rows.
  private static double[] sums(
      double[] x, int xo, int length, int inner, double[] shifts, double[] scales, boolean square) {
    double[] totals = new double[shifts.length];
    double[] chain = new double[shifts.length];
    for (int l = 0; l < length; l++) {
      for (int i = 0; i < chain.length; i++) {
        double term = (x[xo + l * inner + i] - shifts[i]) * scales[i];
        chain[i] += square ? term * term : term;
      }
      if (l % Reduction.CHAIN == Reduction.CHAIN - 1 || l == length - 1) {
        for (int i = 0; i < chain.length; i++) {
          totals[i] += chain[i];
          chain[i] = 0;
        }
      }
    }
    return totals;
  }

  /// The correction of a mean; 0 if it is not finite.
  private static double correction(double rest, int length) {
    double correction = rest / length;
    return Double.isFinite(correction) ? correction : 0;
  }

  private static double largest(double[] x, int at, int length, int step) {
    double largest = 0;
    for (int l = 0; l < length; l++) {
      largest = Math.max(largest, Math.abs(x[at + l * step]));
    }
    return largest;
  }

  /// The power of two that scales this magnitude to 1 … 2, with an exponent from −1022 to 1000.
  private static double scale(double largest) {
    if (largest == 0 || !Double.isFinite(largest)) {
      return 1;
    }
    return Math.scalb(1.0, Math.clamp(-Math.getExponent(largest), -1022, 1000));
  }

  private static double norm(double squares, double scale, double largest) {
    return Double.isFinite(largest) ? Math.sqrt(squares) / scale : largest;
  }
}
