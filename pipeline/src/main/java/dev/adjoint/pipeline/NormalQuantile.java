package dev.adjoint.pipeline;

/// The quantiles of the standard normal distribution above its median.
///
/// With `t = √(−2·ln(1 − p))` the quantile is `t − (c₀ + c₁·t + c₂·t²) / (1 + d₁·t + d₂·t² +
/// d₃·t³)` within 4.5e-4 (Abramowitz and Stegun 1964, formula 26.2.23).
final class NormalQuantile {

  private static final double[] ABOVE = {2.515517, 0.802853, 0.010328};
  private static final double[] BELOW = {1, 1.432788, 0.189269, 0.001308};

  private NormalQuantile() {}

  /// The value that a normal number does not exceed with a probability.
  ///
  /// @param p the probability, in [0.5, 1)
  static double of(double p) {
    double t = Math.sqrt(-2 * StrictMath.log(1 - p));
    return t - polynomial(ABOVE, t) / polynomial(BELOW, t);
  }

  private static double polynomial(double[] coefficients, double t) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * t + coefficients[i];
    }
    return sum;
  }
}
