package dev.adjoint.pipeline.attribution;

/// Gauss–Legendre quadrature on 0 … 1: exact for polynomials of degree `2n − 1`.
///
/// @param points where the function is evaluated, ascending
/// @param weights how much each counts; they add up to 1
record GaussLegendre(double[] points, double[] weights) {

  private static final int ITERATIONS = 100;

  /// The rule with n points: the roots of the Legendre polynomial, found by Newton's method from
  /// Tricomi's approximation.
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int k = 0; k < ITERATIONS; k++) {
        double before = 1;
        double p = x;
        for (int degree = 2; degree <= n; degree++) {
          double next = ((2 * degree - 1) * x * p - (degree - 1) * before) / degree;
          before = p;
          p = next;
        }
        slope = n * (x * p - before) / (x * x - 1);
        double step = p / slope;
        x -= step;
        if (Math.abs(step) < Math.ulp(1.0)) {
          break;
        }
      }
      points[i] = (x + 1) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }
}
