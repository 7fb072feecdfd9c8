package dev.adjoint.tensor;

import java.util.List;
import java.util.stream.IntStream;

/// One of the neighbours that an interpolated element is the weighted sum of.
///
/// @param index the neighbour of each element of the result
/// @param weight its share
record Tap(long[] index, double[] weight) {

  private static final double A = -0.75;

  /// The neighbours where n elements become m.
  static List<Tap> of(Interpolation mode, boolean alignCorners, int n, int m) {
    return switch (mode) {
      case NEAREST -> List.of(nearest(n, m, 0));
      case NEAREST_EXACT -> List.of(nearest(n, m, 1));
      case LINEAR -> IntStream.range(0, 2).mapToObj(k -> linear(alignCorners, n, m, k)).toList();
      case CUBIC -> IntStream.range(0, 4).mapToObj(k -> cubic(alignCorners, n, m, k)).toList();
    };
  }

  private static Tap nearest(int n, int m, int half) {
    long[] index = new long[m];
    for (int i = 0; i < m; i++) {
      index[i] = Math.min((2L * i + half) * n / (2L * m), n - 1);
    }
    return new Tap(index, new double[0]);
  }

  private static Tap linear(boolean alignCorners, int n, int m, int k) {
    long[] index = new long[m];
    double[] weight = new double[m];
    for (int i = 0; i < m; i++) {
      double at = Math.max(source(alignCorners, n, m, i), 0);
      int low = Math.min((int) at, n - 1);
      double share = at - low;
      index[i] = Math.min(low + k, n - 1);
      weight[i] = k == 0 ? 1 - share : share;
    }
    return new Tap(index, weight);
  }

  private static Tap cubic(boolean alignCorners, int n, int m, int k) {
    long[] index = new long[m];
    double[] weight = new double[m];
    for (int i = 0; i < m; i++) {
      double at = source(alignCorners, n, m, i);
      int low = (int) Math.floor(at);
      index[i] = Math.clamp(low - 1L + k, 0, n - 1);
      weight[i] = keys(Math.abs(at - low + 1 - k));
    }
    return new Tap(index, weight);
  }

  /// The curve of Keys at this distance, within 0 … 2.
  private static double keys(double x) {
    return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
  }

  /// Where element i of the result is among those of x.
  private static double source(boolean alignCorners, int n, int m, int i) {
    if (alignCorners) {
      return m == 1 ? 0 : (double) i * (n - 1) / (m - 1);
    }
    return (i + 0.5) * n / m - 0.5;
  }
}
