package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.reduce.DoubleReduce;

/// The steps of optimizers over F64 runs of stride 1.
final class DoubleUpdate {
  private static final int LANES = 16;

  private DoubleUpdate() {}

  static void descend(double[] w, int wo, double[] g, int go, int n, double rate, double decay) {
    double gamma = -rate;
    double lambda = decay;
    for (int i = 0; i < n; i++) {
      double d = Math.fma(lambda, w[wo + i], g[go + i]);
      w[wo + i] = Math.fma(gamma, d, w[wo + i]);
    }
  }

  static void momentum(
      double[] w, int wo, double[] g, int go, double[] b, int bo, int n, MomentumStep step) {
    double gamma = -step.rate();
    double lambda = step.decay();
    double memory = step.memory();
    double weight = step.weight();
    double ahead = step.lookahead();
    boolean looksAhead = step.looksAhead();
    for (int i = 0; i < n; i++) {
      double d = Math.fma(lambda, w[wo + i], g[go + i]);
      double buffer = Math.fma(memory, b[bo + i], weight * d);
      double direction = looksAhead ? Math.fma(ahead, buffer, d) : buffer;
      b[bo + i] = buffer;
      w[wo + i] = Math.fma(gamma, direction, w[wo + i]);
    }
  }

  static void adam(
      double[] w,
      int wo,
      double[] g,
      int go,
      double[] m,
      int mo,
      double[] v,
      int vo,
      int n,
      AdamStep step) {
    double gamma = -step.rate();
    double lambda = step.decay();
    double keep = step.keep();
    double beta1 = step.beta1();
    double rest1 = 1 - step.beta1();
    double beta2 = step.beta2();
    double rest2 = 1 - step.beta2();
    double scale = step.rootScale();
    double epsilon = step.epsilon();
    for (int i = 0; i < n; i++) {
      double d = Math.fma(lambda, w[wo + i], g[go + i]);
      double mean = Math.fma(beta1, m[mo + i], rest1 * d);
      double square = Math.fma(beta2, v[vo + i], rest2 * d * d);
      double direction = mean / Math.fma(Math.sqrt(square), scale, epsilon);
      m[mo + i] = mean;
      v[vo + i] = square;
      w[wo + i] = Math.fma(gamma, direction, keep * w[wo + i]);
    }
  }

  /// The sum of squares of one block over 16 lanes.
  static double squares(double[] x, int xo, int n) {
    double[] lanes = new double[LANES];
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] = Math.fma(x[xo + i], x[xo + i], lanes[i % LANES]);
    }
    return DoubleReduce.fold(Reduction.SUM, lanes, x, xo, 0);
  }
}
