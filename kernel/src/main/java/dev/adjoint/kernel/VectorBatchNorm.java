package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;
import jdk.incubator.vector.FloatVector;

/// [FloatBatchNorm] on vectors along the planes.
///
/// A channel is read for its mean, its variance and its values one after the other: after the first
/// time it is in the second cache. Where a channel has one element a sample, `[samples, channels]`,
/// neighbouring channels go side by side ([FloatBatchColumns]).
final class VectorBatchNorm {
  private VectorBatchNorm() {}

  static void run(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View variance,
      int samples,
      int channels,
      int n) {
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n * ScalarBatchNorm.WEIGHT,
        (from, to) -> {
          if (n == 1) {
            FloatBatchColumns.moments(x, mean, variance, samples, channels, from, to);
            FloatBatchColumns.normalise(
                x, mean, variance, gain, bias, eps, y, samples, channels, from, to);
          } else {
            float[] lanes = new float[FloatMoments.LANES];
            for (int c = from; c < to; c++) {
              moments(x, mean, variance, samples, channels, n, c, lanes);
              normalise(x, mean, variance, gain, bias, eps, y, samples, channels, n, c);
            }
          }
        });
  }

  static void given(
      View x,
      View mean,
      View variance,
      View gain,
      View bias,
      double epsilon,
      View y,
      int samples,
      int channels,
      int n) {
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n,
        (from, to) -> {
          if (n == 1) {
            FloatBatchColumns.normalise(
                x, mean, variance, gain, bias, eps, y, samples, channels, from, to);
          } else {
            for (int c = from; c < to; c++) {
              normalise(x, mean, variance, gain, bias, eps, y, samples, channels, n, c);
            }
          }
        });
  }

  private static void moments(
      View x, View mean, View variance, int samples, int channels, int n, int c, float[] lanes) {
    float[] xs = ((Floats) x.storage()).array();
    int xo = x.offset() + c * n;
    float count = (float) samples * n;
    float m = VectorMoments.sum(xs, xo, samples, channels * n, n, lanes) / count;
    float squares = VectorMoments.squares(xs, xo, m, samples, channels * n, n, lanes);
    ((Floats) mean.storage()).array()[mean.offset() + c] = m;
    ((Floats) variance.storage()).array()[variance.offset() + c] = squares / count;
  }

  private static void normalise(
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
      int c) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    float m = FloatBatchNorm.at(mean, c);
    float s = FloatBatchNorm.scale(gain, variance, epsilon, c);
    float b = FloatBatchNorm.at(bias, c);
    for (int p = 0; p < samples; p++) {
      int start = (p * channels + c) * n;
      plane(xs, x.offset() + start, m, s, b, ys, y.offset() + start, n);
    }
  }

  private static void plane(
      float[] x, int xo, float mean, float scale, float bias, float[] y, int yo, int n) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOATS, mean);
    FloatVector s = FloatVector.broadcast(Lanes.FLOATS, scale);
    FloatVector b = FloatVector.broadcast(Lanes.FLOATS, bias);
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sub(m).fma(s, b).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i] - mean, scale, bias);
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
      int n) {
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n * ScalarBatchNorm.WEIGHT,
        (from, to) -> {
          if (n == 1) {
            FloatBatchColumns.gradient(
                g, x, mean, variance, gain, eps, gx, gGain, gBias, samples, channels, from, to);
          } else {
            float[] lanes = new float[FloatMoments.LANES];
            for (int c = from; c < to; c++) {
              channel(
                  g, x, mean, variance, gain, eps, gx, gGain, gBias, samples, channels, n, c,
                  lanes);
            }
          }
        });
  }

  private static void channel(
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
      int c,
      float[] lanes) {
    float[] gs = ((Floats) g.storage()).array();
    float[] xs = ((Floats) x.storage()).array();
    float[] gxs = ((Floats) gx.storage()).array();
    float count = (float) samples * n;
    int step = channels * n;
    int go = g.offset() + c * n;
    int xo = x.offset() + c * n;
    float m = FloatBatchNorm.at(mean, c);
    float r = FloatMoments.scale(FloatBatchNorm.at(variance, c), epsilon);
    float sum = VectorMoments.sum(gs, go, samples, step, n, lanes);
    float products = VectorMoments.products(gs, go, 0, xs, xo, m, samples, step, n, lanes);
    float a = sum / count;
    float b = -(r * r * products / count);
    float s = FloatBatchNorm.at(gain, c) * r;
    for (int p = 0; p < samples; p++) {
      int start = p * step;
      int yo = gx.offset() + c * n + start;
      plane(gs, go + start, xs, xo + start, m, a, b, s, gxs, yo, n);
    }
    ((Floats) gGain.storage()).array()[gGain.offset() + c] = r * products;
    ((Floats) gBias.storage()).array()[gBias.offset() + c] = sum;
  }

  private static void plane(
      float[] g,
      int go,
      float[] x,
      int xo,
      float mean,
      float a,
      float b,
      float scale,
      float[] gx,
      int yo,
      int n) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOATS, mean);
    FloatVector av = FloatVector.broadcast(Lanes.FLOATS, a);
    FloatVector bv = FloatVector.broadcast(Lanes.FLOATS, b);
    FloatVector s = FloatVector.broadcast(Lanes.FLOATS, scale);
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sub(m);
      FloatVector rest = FloatVector.fromArray(Lanes.FLOATS, g, go + i).sub(av);
      d.fma(bv, rest).mul(s).intoArray(gx, yo + i);
    }
    for (int i = whole; i < n; i++) {
      gx[yo + i] = Math.fma(x[xo + i] - mean, b, g[go + i] - a) * scale;
    }
  }
}
