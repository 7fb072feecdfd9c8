package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import java.util.Arrays;

/// Sums, means and norms of F32 numbers with F64 accumulators, rounded to F32 once.
///
/// A run of stride 1 takes 16 lanes: element i is added to lane `i mod 16`, and the lanes are
/// folded by [LaneFold]. A run longer than [Reduction#BLOCK] is divided into blocks of that length,
/// whose results are added in order. Along other axes each output is one chain in order. The square
/// of an F32 number is exact in F64, so a norm needs no fused operation and cannot overflow or
/// underflow on the way.
final class WideSum {
  static final int LANES = 16;

  private WideSum() {}

  /// Whether this class computes the reduction.
  static boolean suits(Reduction f) {
    return f == Reduction.SUM || f == Reduction.MEAN || f == Reduction.NORM;
  }

  /// The result of `length` elements whose sum (for a norm: of squares) is known.
  static float result(Reduction f, double sum, int length) {
    return (float)
        switch (f) {
          case MEAN -> sum / length;
          case NORM -> Math.sqrt(sum);
          default -> sum;
        };
  }

  /// One run of stride 1.
  static float run(Reduction f, float[] x, int xo, int length) {
    double[] lanes = new double[LANES];
    double total = 0;
    for (int from = 0; from < length; from += Reduction.BLOCK) {
      Arrays.fill(lanes, 0);
      total += fold(f, lanes, x, xo + from, Math.min(Reduction.BLOCK, length - from));
    }
    return result(f, total, length);
  }

  /// Combines n more elements into the lanes, starting with lane 0, and folds the lanes.
  static double fold(Reduction f, double[] lanes, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] += term(f, x[xo + i]);
    }
    return LaneFold.sum(lanes, 0);
  }

  private static double term(Reduction f, double x) {
    return f == Reduction.NORM ? x * x : x;
  }

  /// Reduces columns `from` to `to` of `[length, inner]`, each as one chain in order.
  static void columns(
      Reduction f, float[] x, int xo, float[] y, int yo, int length, int inner, int from, int to) {
    double[] sums = new double[to - from];
    for (int l = 0; l < length; l++) {
      int row = xo + l * inner + from;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += term(f, x[row + i]);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      y[yo + from + i] = result(f, sums[i], length);
    }
  }

  /// Running sums along `length`, one chain for each of `inner` columns; each sum is rounded when
  /// it is stored.
  static void cumulate(float[] x, int xo, float[] y, int yo, int length, int inner) {
    double[] sums = new double[inner];
    for (int l = 0; l < length; l++) {
      int row = l * inner;
      for (int i = 0; i < inner; i++) {
        sums[i] += x[xo + row + i];
        y[yo + row + i] = (float) sums[i];
      }
    }
  }
}
