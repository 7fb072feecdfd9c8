package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// Batch normalisation of F32 channels: the definition.
final class FloatBatchNorm {
  private FloatBatchNorm() {}

  /// The mean and the variance of the channels `from` to `to`.
  static void moments(
      View x, View mean, View variance, int samples, int channels, int n, int from, int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] means = ((Floats) mean.storage()).array();
    float[] variances = ((Floats) variance.storage()).array();
    float count = (float) samples * n;
    for (int c = from; c < to; c++) {
      int xo = x.offset() + c * n;
      float m = FloatMoments.mean(xs, xo, samples, channels * n, n, count);
      float squares = FloatMoments.squares(xs, xo, m, samples, channels * n, n);
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
      float epsilon,
      View y,
      int samples,
      int channels,
      int n,
      int from,
      int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    for (int c = from; c < to; c++) {
      float m = at(mean, c);
      float s = scale(gain, variance, epsilon, c);
      float b = at(bias, c);
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
      float epsilon,
      View gx,
      View gGain,
      View gBias,
      int samples,
      int channels,
      int n,
      int from,
      int to) {
    float[] gs = ((Floats) g.storage()).array();
    float[] xs = ((Floats) x.storage()).array();
    float[] gxs = ((Floats) gx.storage()).array();
    float count = (float) samples * n;
    int step = channels * n;
    for (int c = from; c < to; c++) {
      float m = at(mean, c);
      float r = FloatMoments.scale(at(variance, c), epsilon);
      int go = g.offset() + c * n;
      float sum = FloatMoments.sum(gs, go, samples, step, n);
      float products = FloatMoments.products(gs, go, xs, x.offset() + c * n, m, samples, step, n);
      float a = sum / count;
      float b = r * r * products / count;
      float s = at(gain, c) * r;
      for (int p = 0; p < samples; p++) {
        int start = p * step + c * n;
        for (int i = start; i < start + n; i++) {
          float d = xs[x.offset() + i] - m;
          gxs[gx.offset() + i] = Math.fma(d, -b, gs[g.offset() + i] - a) * s;
        }
      }
      ((Floats) gGain.storage()).array()[gGain.offset() + c] = r * products;
      ((Floats) gBias.storage()).array()[gBias.offset() + c] = sum;
    }
  }

  /// `gain / √(variance + epsilon)` of one channel.
  static float scale(View gain, View variance, float epsilon, int c) {
    return at(gain, c) * FloatMoments.scale(at(variance, c), epsilon);
  }

  static float at(View view, int i) {
    return ((Floats) view.storage()).array()[view.offset() + i];
  }

  static void average(float keep, float weight, View x, View y, int n) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    for (int i = 0; i < n; i++) {
      ys[y.offset() + i] = keep * ys[y.offset() + i] + weight * xs[x.offset() + i];
    }
  }
}
