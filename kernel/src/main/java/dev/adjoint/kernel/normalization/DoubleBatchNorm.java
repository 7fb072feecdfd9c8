package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.View;

/// Batch normalisation of F64 channels.
final class DoubleBatchNorm {
  private DoubleBatchNorm() {}

  /// The mean and the variance of the channels `from` to `to`.
  static void moments(
      View x, View mean, View variance, int samples, int channels, int n, int from, int to) {
    double[] xs = ((Doubles) x.storage()).array();
    double[] means = ((Doubles) mean.storage()).array();
    double[] variances = ((Doubles) variance.storage()).array();
    double count = (double) samples * n;
    for (int c = from; c < to; c++) {
      int xo = x.offset() + c * n;
      double m = DoubleMoments.mean(xs, xo, samples, channels * n, n, count);
      double squares = DoubleMoments.squares(xs, xo, m, samples, channels * n, n);
      means[mean.offset() + c] = m;
      variances[variance.offset() + c] = squares / count;
    }
  }

  /// `y = fma(x − mean, gain·scale, bias)` for the channels `from` to `to`.
  static void normalise(
      View x,
      View mean,
      View variance,
      View gain,
      View bias,
      double epsilon,
      View y,
      int samples,
      int channels,
      int n,
      int from,
      int to) {
    double[] xs = ((Doubles) x.storage()).array();
    double[] ys = ((Doubles) y.storage()).array();
    for (int c = from; c < to; c++) {
      double m = at(mean, c);
      double s = scale(gain, variance, epsilon, c);
      double b = at(bias, c);
      for (int p = 0; p < samples; p++) {
        int start = (p * channels + c) * n;
        for (int i = start; i < start + n; i++) {
          ys[y.offset() + i] = Math.fma(xs[x.offset() + i] - m, s, b);
        }
      }
    }
  }

  static void gradient(
      View g,
      View x,
      View mean,
      View variance,
      View gain,
      double epsilon,
      View gx,
      View gGain,
      View gBias,
      int samples,
      int channels,
      int n,
      int from,
      int to) {
    double[] gs = ((Doubles) g.storage()).array();
    double[] xs = ((Doubles) x.storage()).array();
    double[] gxs = ((Doubles) gx.storage()).array();
    double count = (double) samples * n;
    int step = channels * n;
    for (int c = from; c < to; c++) {
      double m = at(mean, c);
      double r = DoubleMoments.scale(at(variance, c), epsilon);
      int go = g.offset() + c * n;
      double sum = DoubleMoments.sum(gs, go, samples, step, n);
      double products = DoubleMoments.products(gs, go, xs, x.offset() + c * n, m, samples, step, n);
      double a = sum / count;
      double b = r * r * products / count;
      double s = at(gain, c) * r;
      for (int p = 0; p < samples; p++) {
        int start = p * step + c * n;
        for (int i = start; i < start + n; i++) {
          double d = xs[x.offset() + i] - m;
          gxs[gx.offset() + i] = Math.fma(d, -b, gs[g.offset() + i] - a) * s;
        }
      }
      ((Doubles) gGain.storage()).array()[gGain.offset() + c] = r * products;
      ((Doubles) gBias.storage()).array()[gBias.offset() + c] = sum;
    }
  }

  /// `gain / √(variance + epsilon)` of one channel.
  static double scale(View gain, View variance, double epsilon, int c) {
    return at(gain, c) * DoubleMoments.scale(at(variance, c), epsilon);
  }

  static double at(View view, int i) {
    return ((Doubles) view.storage()).array()[view.offset() + i];
  }

  static void average(double keep, double weight, View x, View y, int n) {
    double[] xs = ((Doubles) x.storage()).array();
    double[] ys = ((Doubles) y.storage()).array();
    for (int i = 0; i < n; i++) {
      ys[y.offset() + i] = keep * ys[y.offset() + i] + weight * xs[x.offset() + i];
    }
  }
}
