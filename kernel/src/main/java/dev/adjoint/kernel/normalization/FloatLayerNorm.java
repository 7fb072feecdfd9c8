package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// Layer normalisation of F32 rows: the definition.
final class FloatLayerNorm {
  private FloatLayerNorm() {}

  static void rows(
      View x,
      View gain,
      View bias,
      float epsilon,
      View y,
      View mean,
      View scale,
      int n,
      int from,
      int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    float[] gains = ((Floats) gain.storage()).array();
    float[] biases = ((Floats) bias.storage()).array();
    for (int row = from; row < to; row++) {
      int xo = x.offset() + row * n;
      int yo = y.offset() + row * n;
      float m = FloatMoments.mean(xs, xo, 1, 0, n, n);
      float squares = FloatMoments.squares(xs, xo, m, 1, 0, n);
      float r = FloatMoments.scale(squares, xs, xo, m, n, epsilon);
      for (int i = 0; i < n; i++) {
        float normal = (xs[xo + i] - m) * r;
        ys[yo + i] = Math.fma(normal, gains[gain.offset() + i], biases[bias.offset() + i]);
      }
      ((Floats) mean.storage()).array()[mean.offset() + row] = m;
      ((Floats) scale.storage()).array()[scale.offset() + row] = r;
    }
  }

  /// Computes the gradients for one block of rows and adds to the sums of the block, `[2, n]`:
  /// first the sums for gain, then the sums for bias.
  static void gradient(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      float[] sums,
      int so,
      int n,
      int from,
      int to) {
    float[] gs = ((Floats) g.storage()).array();
    float[] xs = ((Floats) x.storage()).array();
    float[] gains = ((Floats) gain.storage()).array();
    float[] gxs = ((Floats) gx.storage()).array();
    for (int row = from; row < to; row++) {
      int go = g.offset() + row * n;
      int xo = x.offset() + row * n;
      int yo = gx.offset() + row * n;
      float m = ((Floats) mean.storage()).array()[mean.offset() + row];
      float r = ((Floats) scale.storage()).array()[scale.offset() + row];
      // The array of the gradient temporarily holds g times the gain.
      for (int i = 0; i < n; i++) {
        gxs[yo + i] = gs[go + i] * gains[gain.offset() + i];
      }
      float a = FloatMoments.sum(gxs, yo, 1, 0, n) / n;
      float b = FloatMoments.slope(r, FloatMoments.products(gxs, yo, xs, xo, m, 1, 0, n), n);
      for (int i = 0; i < n; i++) {
        float d = xs[xo + i] - m;
        gxs[yo + i] = Math.fma(d, -b, gxs[yo + i] - a) * r;
        sums[so + i] = Math.fma(gs[go + i], d * r, sums[so + i]);
        sums[so + n + i] += gs[go + i];
      }
    }
  }
}
