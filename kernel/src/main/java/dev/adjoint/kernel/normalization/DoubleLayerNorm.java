package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.View;

/// Layer normalisation of F64 rows.
final class DoubleLayerNorm {
  private DoubleLayerNorm() {}

  static void rows(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View scale,
      int n,
      int from,
      int to) {
    double[] xs = ((Doubles) x.storage()).array();
    double[] ys = ((Doubles) y.storage()).array();
    double[] gains = ((Doubles) gain.storage()).array();
    double[] biases = ((Doubles) bias.storage()).array();
    for (int row = from; row < to; row++) {
      int xo = x.offset() + row * n;
      int yo = y.offset() + row * n;
      double m = DoubleMoments.mean(xs, xo, 1, 0, n, n);
      double squares = DoubleMoments.squares(xs, xo, m, 1, 0, n);
      double r = DoubleMoments.scale(squares, xs, xo, m, n, epsilon);
      for (int i = 0; i < n; i++) {
        double normal = (xs[xo + i] - m) * r;
        ys[yo + i] = Math.fma(normal, gains[gain.offset() + i], biases[bias.offset() + i]);
      }
      ((Doubles) mean.storage()).array()[mean.offset() + row] = m;
      ((Doubles) scale.storage()).array()[scale.offset() + row] = r;
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
      double[] sums,
      int so,
      int n,
      int from,
      int to) {
    double[] gs = ((Doubles) g.storage()).array();
    double[] xs = ((Doubles) x.storage()).array();
    double[] gains = ((Doubles) gain.storage()).array();
    double[] gxs = ((Doubles) gx.storage()).array();
    for (int row = from; row < to; row++) {
      int go = g.offset() + row * n;
      int xo = x.offset() + row * n;
      int yo = gx.offset() + row * n;
      double m = ((Doubles) mean.storage()).array()[mean.offset() + row];
      double r = ((Doubles) scale.storage()).array()[scale.offset() + row];
      // The array of the gradient temporarily holds g times the gain.
      for (int i = 0; i < n; i++) {
        gxs[yo + i] = gs[go + i] * gains[gain.offset() + i];
      }
      double a = DoubleMoments.sum(gxs, yo, 1, 0, n) / n;
      double b = DoubleMoments.slope(r, DoubleMoments.products(gxs, yo, xs, xo, m, 1, 0, n), n);
      for (int i = 0; i < n; i++) {
        double d = xs[xo + i] - m;
        gxs[yo + i] = Math.fma(d, -b, gxs[yo + i] - a) * r;
        sums[so + i] = Math.fma(gs[go + i], d * r, sums[so + i]);
        sums[so + n + i] += gs[go + i];
      }
    }
  }
}
