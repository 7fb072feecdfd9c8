package dev.adjoint.kernel.fourier;

import java.util.Arrays;

/// The transform of any length as a convolution with `exp(iπ·k²/n)`, by transforms whose length is
/// a power of two.
///
/// Source: Bluestein, A linear filtering approach to the computation of the discrete Fourier
/// transform (1970).
final class Chirp {

  private final int n;
  private final int length;
  private final Plan plan;

  /// cos and −sin of π·k²/n, in pairs.
  private final double[] factors;

  /// The transform of the chirp, divided by `length`.
  private final double[] transformed;

  Chirp(int n) {
    this.n = n;
    length = Integer.highestOneBit(2 * n - 1) << 1;
    plan = new Plan(length);
    factors = new double[2 * n];
    double[] roots = new double[4 * n];
    for (int k = 0; k < 2 * n; k++) {
      Plan.root(k, 2L * n, roots);
    }
    double[] chirp = new double[2 * length];
    for (int k = 0; k < n; k++) {
      int square = (int) ((long) k * k % (2L * n));
      factors[2 * k] = roots[2 * square];
      factors[2 * k + 1] = roots[2 * square + 1];
      int mirrored = (length - k) % length;
      chirp[2 * k] = factors[2 * k];
      chirp[2 * k + 1] = -factors[2 * k + 1];
      chirp[2 * mirrored] = factors[2 * k];
      chirp[2 * mirrored + 1] = -factors[2 * k + 1];
    }
    transformed = plan.apply(chirp, false);
    for (int i = 0; i < transformed.length; i++) {
      transformed[i] /= length;
    }
  }

  double[] apply(double[] x) {
    double[] padded = new double[2 * length];
    System.arraycopy(x, 0, padded, 0, 2 * n);
    multiply(padded, factors, n);
    double[] product = plan.apply(padded, false);
    multiply(product, transformed, length);
    double[] y = Arrays.copyOf(plan.apply(product, true), 2 * n);
    multiply(y, factors, n);
    return y;
  }

  /// Multiplies pairs as complex numbers.
  private static void multiply(double[] x, double[] y, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      double re = x[i] * y[i] - x[i + 1] * y[i + 1];
      x[i + 1] = x[i] * y[i + 1] + x[i + 1] * y[i];
      x[i] = re;
    }
  }
}
