package dev.adjoint.nn.metric;

/// Count, mean and sum of squared distances from the mean of some numbers, merged by the formula of
/// Chan, Golub and LeVeque (1983), which stays accurate where the mean is far larger than the
/// spread.
final class Spread {

  /// The numbers of a spread: count, mean, squared distances.
  static final int NUMBERS = 3;

  private Spread() {}

  /// Writes the spread of the numbers from this offset on.
  static void of(double[] x, double[] state, int offset) {
    double mean = 0;
    for (double each : x) {
      mean += each / x.length;
    }
    double drift = 0;
    double spread = 0;
    boolean constant = true;
    for (double each : x) {
      drift += each - mean;
      spread += (each - mean) * (each - mean);
      constant &= each == x[0];
    }
    // The rounding error of the mean is removed, so equal numbers have a spread of exactly 0.
    double correction = x.length == 0 ? 0 : drift / x.length;
    state[offset] = x.length;
    state[offset + 1] = mean + correction;
    state[offset + 2] = constant ? 0 : Math.max(0, spread - correction * drift);
  }

  /// Writes the spread of both together.
  static void merge(double[] one, double[] other, double[] both, int offset) {
    double n = one[offset];
    double m = other[offset];
    if (n == 0 || m == 0) {
      System.arraycopy(n == 0 ? other : one, offset, both, offset, NUMBERS);
      return;
    }
    double distance = other[offset + 1] - one[offset + 1];
    both[offset] = n + m;
    both[offset + 1] = one[offset + 1] + distance * (m / (n + m));
    both[offset + 2] =
        one[offset + 2] + other[offset + 2] + distance * distance * (n * m / (n + m));
  }
}
