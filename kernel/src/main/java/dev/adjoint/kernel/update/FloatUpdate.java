package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.reduce.FloatReduce;

/// The steps of optimizers over F32 runs of stride 1: the definition that the vector loops must
/// meet to the bit.
final class FloatUpdate {
  static final int LANES = 16;

  private FloatUpdate() {}

  static void descend(float[] w, int wo, float[] g, int go, int n, double rate, double decay) {
    float gamma = (float) -rate;
    float lambda = (float) decay;
    for (int i = 0; i < n; i++) {
      float d = Math.fma(lambda, w[wo + i], g[go + i]);
      w[wo + i] = Math.fma(gamma, d, w[wo + i]);
    }
  }

  static void momentum(
      float[] w, int wo, float[] g, int go, float[] b, int bo, int n, MomentumStep step) {
    float gamma = (float) -step.rate();
    float lambda = (float) step.decay();
    float memory = (float) step.memory();
    float weight = (float) step.weight();
    float ahead = (float) step.lookahead();
    boolean looksAhead = step.looksAhead();
    for (int i = 0; i < n; i++) {
      float d = Math.fma(lambda, w[wo + i], g[go + i]);
      float buffer = Math.fma(memory, b[bo + i], weight * d);
      float direction = looksAhead ? Math.fma(ahead, buffer, d) : buffer;
      b[bo + i] = buffer;
      w[wo + i] = Math.fma(gamma, direction, w[wo + i]);
    }
  }

  static void adam(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      int n,
      AdamStep step) {
    float gamma = (float) -step.rate();
    float lambda = (float) step.decay();
    float keep = (float) step.keep();
    float beta1 = (float) step.beta1();
    float rest1 = (float) (1 - step.beta1());
    float beta2 = (float) step.beta2();
    float rest2 = (float) (1 - step.beta2());
    float scale = (float) step.rootScale();
    float epsilon = (float) step.epsilon();
    for (int i = 0; i < n; i++) {
      float d = Math.fma(lambda, w[wo + i], g[go + i]);
      float mean = Math.fma(beta1, m[mo + i], rest1 * d);
      float square = Math.fma(beta2, v[vo + i], rest2 * d * d);
      float direction = mean / Math.fma((float) Math.sqrt(square), scale, epsilon);
      m[mo + i] = mean;
      v[vo + i] = square;
      w[wo + i] = Math.fma(gamma, direction, keep * w[wo + i]);
    }
  }

  /// The sum of squares of one block over 16 lanes.
  static float squares(float[] x, int xo, int n) {
    return squares(new float[LANES], x, xo, n);
  }

  /// Takes n more squares into the lanes, beginning with lane 0, and folds them.
  static float squares(float[] lanes, float[] x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      lanes[i % LANES] = Math.fma(x[xo + i], x[xo + i], lanes[i % LANES]);
    }
    return FloatReduce.fold(Reduction.SUM, lanes, x, xo, 0);
  }
}
