package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.reduce.LaneFold;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;

/// [FloatBatchNorm] on vectors along the planes.
///
/// Neighbouring channels are processed in groups of about 4 kB of each sample. A group is read
/// three times, for the means, the variances and the values; after the first read it is in the L2
/// cache. [FloatBatchColumns] handles channels with one element per sample, `[samples, channels]`.
public final class VectorBatchNorm {
  /// The number of elements of each sample in one group of channels.
  private static final int ELEMENTS = 1024;

  private VectorBatchNorm() {}

  /// The work on the channels `from` to `to`.
  private interface Channels {
    void run(int from, int to);
  }

  private static void forGroups(int channels, int n, int weight, Channels body) {
    int together = Math.clamp(ELEMENTS / Math.max(n, 1), 1, Math.max(channels, 1));
    Pieces.run(
        Math.ceilDiv(channels, together),
        together * weight,
        (from, to) -> {
          for (int group = from; group < to; group++) {
            body.run(group * together, Math.min(channels, group * together + together));
          }
        });
  }

  public static void run(
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
    if (n == 1) {
      Pieces.run(
          channels,
          samples * ScalarBatchNorm.WEIGHT,
          (from, to) -> {
            FloatBatchColumns.moments(x, mean, variance, samples, channels, from, to);
            FloatBatchColumns.normalise(
                x, mean, variance, gain, bias, eps, y, samples, channels, from, to);
          });
    } else {
      forGroups(
          channels,
          n,
          samples * n * ScalarBatchNorm.WEIGHT,
          (from, to) -> {
            moments(x, mean, variance, samples, channels, n, from, to);
            normalise(x, mean, variance, gain, bias, eps, y, samples, channels, n, from, to);
          });
    }
  }

  public static void given(
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
    if (n == 1) {
      Pieces.run(
          channels,
          samples,
          (from, to) ->
              FloatBatchColumns.normalise(
                  x, mean, variance, gain, bias, eps, y, samples, channels, from, to));
    } else {
      forGroups(
          channels,
          n,
          samples * n,
          (from, to) ->
              normalise(x, mean, variance, gain, bias, eps, y, samples, channels, n, from, to));
    }
  }

  /// The factor `gain·scale` of each of the channels `from` to `to`.
  public static float[] scales(View gain, View variance, double epsilon, int from, int to) {
    float[] scales = new float[to - from];
    for (int c = from; c < to; c++) {
      scales[c - from] = FloatBatchNorm.scale(gain, variance, (float) epsilon, c);
    }
    return scales;
  }

  private static void moments(
      View x, View mean, View variance, int samples, int channels, int n, int from, int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] means = ((Floats) mean.storage()).array();
    float[] variances = ((Floats) variance.storage()).array();
    int width = to - from;
    int mo = mean.offset() + from;
    float count = (float) samples * n;
    float[] totals = VectorMoments.totals(width);
    for (int p = 0; p < samples; p++) {
      VectorMoments.sums(xs, x.offset() + (p * channels + from) * n, width, n, totals);
    }
    for (int c = 0; c < width; c++) {
      means[mo + c] = LaneFold.sum(totals, c * FloatMoments.LANES) / count;
    }
    VectorMoments.clear(totals, width);
    for (int p = 0; p < samples; p++) {
      int at = x.offset() + (p * channels + from) * n;
      VectorMoments.deviations(xs, at, means, mo, width, n, totals);
    }
    for (int c = 0; c < width; c++) {
      means[mo + c] += LaneFold.sum(totals, c * FloatMoments.LANES) / count;
    }
    VectorMoments.clear(totals, width);
    for (int p = 0; p < samples; p++) {
      int at = x.offset() + (p * channels + from) * n;
      VectorMoments.squares(xs, at, means, mo, width, n, totals);
    }
    for (int c = 0; c < width; c++) {
      float squares = LaneFold.sum(totals, c * FloatMoments.LANES);
      variances[variance.offset() + from + c] = squares / count;
    }
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
      int from,
      int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    int width = to - from;
    float[] scales = scales(gain, variance, epsilon, from, to);
    for (int p = 0; p < samples; p++) {
      for (int c = 0; c < width; c++) {
        int start = (p * channels + from + c) * n;
        float m = FloatBatchNorm.at(mean, from + c);
        float b = FloatBatchNorm.at(bias, from + c);
        plane(xs, x.offset() + start, m, scales[c], b, ys, y.offset() + start, n);
      }
    }
  }

  /// `y = fma(x − mean, scale, bias)` for n elements of a channel. The arrays may be the same.
  public static void plane(
      float[] x, int xo, float mean, float scale, float bias, float[] y, int yo, int n) {
    FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
    FloatVector s = FloatVector.broadcast(VectorLanes.FLOATS, scale);
    FloatVector b = FloatVector.broadcast(VectorLanes.FLOATS, bias);
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m).fma(s, b).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i] - mean, scale, bias);
    }
  }

  public static void gradient(
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
    if (n == 1) {
      Pieces.run(
          channels,
          samples * ScalarBatchNorm.WEIGHT,
          (from, to) ->
              FloatBatchColumns.gradient(
                  g, x, mean, variance, gain, eps, gx, gGain, gBias, samples, channels, from, to));
    } else {
      forGroups(
          channels,
          n,
          samples * n * ScalarBatchNorm.WEIGHT,
          (from, to) ->
              gradient(
                  g, x, mean, variance, gain, eps, gx, gGain, gBias, samples, channels, n, from,
                  to));
    }
  }

  private static void gradient(
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
    float[] means = ((Floats) mean.storage()).array();
    int width = to - from;
    int mo = mean.offset() + from;
    float count = (float) samples * n;
    float[] sums = VectorMoments.totals(width);
    float[] products = VectorMoments.totals(width);
    for (int p = 0; p < samples; p++) {
      int start = (p * channels + from) * n;
      VectorMoments.sums(gs, g.offset() + start, width, n, sums);
      VectorMoments.products(
          gs, g.offset() + start, xs, x.offset() + start, means, mo, width, n, products);
    }
    // From here on there is one number for each channel: a, −b and gain·r of the contract.
    float[] a = new float[width];
    float[] b = new float[width];
    float[] s = new float[width];
    for (int c = 0; c < width; c++) {
      float r = FloatMoments.scale(FloatBatchNorm.at(variance, from + c), epsilon);
      float sum = LaneFold.sum(sums, c * FloatMoments.LANES);
      float product = LaneFold.sum(products, c * FloatMoments.LANES);
      a[c] = sum / count;
      b[c] = -(r * r * product / count);
      s[c] = FloatBatchNorm.at(gain, from + c) * r;
      ((Floats) gGain.storage()).array()[gGain.offset() + from + c] = r * product;
      ((Floats) gBias.storage()).array()[gBias.offset() + from + c] = sum;
    }
    for (int p = 0; p < samples; p++) {
      for (int c = 0; c < width; c++) {
        int start = (p * channels + from + c) * n;
        int go = g.offset() + start;
        int xo = x.offset() + start;
        plane(gs, go, xs, xo, means[mo + c], a[c], b[c], s[c], gxs, gx.offset() + start, n);
      }
    }
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
    FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
    FloatVector av = FloatVector.broadcast(VectorLanes.FLOATS, a);
    FloatVector bv = FloatVector.broadcast(VectorLanes.FLOATS, b);
    FloatVector s = FloatVector.broadcast(VectorLanes.FLOATS, scale);
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector d = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m);
      FloatVector rest = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).sub(av);
      d.fma(bv, rest).mul(s).intoArray(gx, yo + i);
    }
    for (int i = whole; i < n; i++) {
      gx[yo + i] = Math.fma(x[xo + i] - mean, b, g[go + i] - a) * scale;
    }
  }
}
