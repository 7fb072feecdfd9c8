package dev.adjoint.kernel.fourier;

import org.jspecify.annotations.Nullable;

/// The transform `y[k] = Σⱼ x[j]·exp(∓2πi·j·k/n)` of one length n, without a factor.
///
/// A length is split by its smallest prime factor p into p interleaved transforms of length n/p,
/// which are joined by p·n multiplications; a prime factor above 50 goes to a [Chirp]. The roots of
/// unity are computed in the first eighth of the circle, so that they are symmetric to the bit.
///
/// Source: Cooley and Tukey, An algorithm for the machine calculation of complex Fourier series
/// (1965).
final class Plan {

  /// The largest prime factor for which the direct sum is used.
  private static final int LARGEST_DIRECT = 50;

  private final int n;

  /// cos and −sin of 2π·k/n, in pairs.
  private final double[] roots;

  private final @Nullable Chirp chirp;

  Plan(int n) {
    this.n = n;
    roots = new double[2 * n];
    for (int k = 0; k < n; k++) {
      root(k, n, roots);
    }
    chirp = largestFactor(n) > LARGEST_DIRECT ? new Chirp(n) : null;
  }

  /// Transforms a row of n pairs.
  ///
  /// @param backward whether the exponent is positive
  double[] apply(double[] x, boolean backward) {
    double[] values = backward ? conjugate(x.clone()) : x;
    double[] y = new double[2 * n];
    if (chirp == null) {
      split(values, 0, 1, y, 0, n, new double[2 * LARGEST_DIRECT]);
    } else {
      y = chirp.apply(values);
    }
    return backward ? conjugate(y) : y;
  }

  private static double[] conjugate(double[] x) {
    for (int i = 1; i < x.length; i += 2) {
      x[i] = -x[i];
    }
    return x;
  }

  /// Transforms `count` numbers of x, `stride` apart from index `from` on, into y from `to` on.
  private void split(
      double[] x, int from, int stride, double[] y, int to, int count, double[] scratch) {
    if (count == 1) {
      y[2 * to] = x[2 * from];
      y[2 * to + 1] = x[2 * from + 1];
      return;
    }
    int p = smallestFactor(count);
    int part = count / p;
    for (int r = 0; r < p; r++) {
      split(x, from + r * stride, stride * p, y, to + r * part, part, scratch);
    }
    for (int k = 0; k < part; k++) {
      join(y, to + k, part, p, k, n / count, scratch);
    }
  }

  /// Replaces p numbers, `part` apart, by their transform of length p after multiplication by the
  /// roots of unity of index k.
  private void join(double[] y, int at, int part, int p, int k, int step, double[] terms) {
    for (int r = 0; r < p; r++) {
      int root = 2 * (int) ((long) r * k * step % n);
      double re = y[2 * (at + r * part)];
      double im = y[2 * (at + r * part) + 1];
      terms[2 * r] = re * roots[root] - im * roots[root + 1];
      terms[2 * r + 1] = re * roots[root + 1] + im * roots[root];
    }
    for (int q = 0; q < p; q++) {
      double re = 0;
      double im = 0;
      for (int r = 0; r < p; r++) {
        int root = 2 * (r * q % p * (n / p));
        re += terms[2 * r] * roots[root] - terms[2 * r + 1] * roots[root + 1];
        im += terms[2 * r] * roots[root + 1] + terms[2 * r + 1] * roots[root];
      }
      y[2 * (at + q * part)] = re;
      y[2 * (at + q * part) + 1] = im;
    }
  }

  private static int smallestFactor(int n) {
    for (int p = 2; p * p <= n; p++) {
      if (n % p == 0) {
        return p;
      }
    }
    return n;
  }

  private static int largestFactor(int n) {
    int rest = n;
    int largest = 1;
    while (rest > 1) {
      largest = Math.max(largest, smallestFactor(rest));
      rest /= smallestFactor(rest);
    }
    return largest;
  }

  /// Writes cos and −sin of 2π·k/n. The angle is reduced to an eighth of the circle with integers.
  static void root(long k, long n, double[] roots) {
    int at = 2 * (int) k;
    long eighth = 8 * k / n;
    long quarters = (eighth + 1) / 2;
    // The angle from the nearest multiple of a quarter of the circle.
    double angle = 2 * Math.PI * ((double) (4 * k - quarters * n) / 4) / n;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    switch ((int) (quarters & 3)) {
      case 0 -> pair(roots, at, cos, -sin);
      case 1 -> pair(roots, at, -sin, -cos);
      case 2 -> pair(roots, at, -cos, sin);
      default -> pair(roots, at, sin, cos);
    }
  }

  private static void pair(double[] roots, int at, double re, double im) {
    roots[at] = re;
    roots[at + 1] = im;
  }
}
