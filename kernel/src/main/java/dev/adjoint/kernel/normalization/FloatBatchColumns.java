package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// [FloatBatchNorm] of `[samples, channels]`: it works row by row, so that memory is read in order,
/// and the compiler combines neighbouring channels into vectors. A plane has one element, so its
/// sum is one rounded product; these sums are not chains of fused multiply–adds. The sums of each
/// 512 rows are chains in F32, which are added in F64, so that the error does not grow with the
/// number of rows.
final class FloatBatchColumns {
  private FloatBatchColumns() {}

  /// Adds the sums of a block to the totals and clears them.
  private static void add(float[] sums, double[] totals) {
    for (int c = 0; c < sums.length; c++) {
      totals[c] += sums[c];
      sums[c] = 0;
    }
  }

  static void moments(
      View x, View mean, View variance, int samples, int channels, int from, int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] means = ((Floats) mean.storage()).array();
    float[] variances = ((Floats) variance.storage()).array();
    int width = to - from;
    float[] m = new float[width];
    float[] sums = new float[width];
    double[] totals = new double[width];
    for (int p = 0; p < samples; p++) {
      int at = x.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        sums[c] += xs[at + c];
      }
      if (FloatMoments.endsChain(p, samples)) {
        add(sums, totals);
      }
    }
    for (int c = 0; c < width; c++) {
      m[c] = (float) totals[c] / samples;
      totals[c] = 0;
    }
    for (int p = 0; p < samples; p++) {
      int at = x.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        sums[c] += xs[at + c] - m[c];
      }
      if (FloatMoments.endsChain(p, samples)) {
        add(sums, totals);
      }
    }
    for (int c = 0; c < width; c++) {
      m[c] += (float) totals[c] / samples;
      totals[c] = 0;
    }
    for (int p = 0; p < samples; p++) {
      int at = x.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        float d = xs[at + c] - m[c];
        sums[c] += d * d;
      }
      if (FloatMoments.endsChain(p, samples)) {
        add(sums, totals);
      }
    }
    for (int c = 0; c < width; c++) {
      means[mean.offset() + from + c] = m[c];
      variances[variance.offset() + from + c] = (float) totals[c] / samples;
    }
  }

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
      int from,
      int to) {
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    int width = to - from;
    float[] m = new float[width];
    float[] s = new float[width];
    float[] b = new float[width];
    for (int c = 0; c < width; c++) {
      m[c] = FloatBatchNorm.at(mean, from + c);
      s[c] = FloatBatchNorm.scale(gain, variance, epsilon, from + c);
      b[c] = FloatBatchNorm.at(bias, from + c);
    }
    for (int p = 0; p < samples; p++) {
      int xo = x.offset() + p * channels + from;
      int yo = y.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        ys[yo + c] = Math.fma(xs[xo + c] - m[c], s[c], b[c]);
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
      int from,
      int to) {
    float[] gs = ((Floats) g.storage()).array();
    float[] xs = ((Floats) x.storage()).array();
    float[] gxs = ((Floats) gx.storage()).array();
    int width = to - from;
    float[] m = new float[width];
    float[] a = new float[width];
    float[] b = new float[width];
    float[] s = new float[width];
    double[] sums = new double[width];
    double[] products = new double[width];
    for (int c = 0; c < width; c++) {
      m[c] = FloatBatchNorm.at(mean, from + c);
    }
    for (int p = 0; p < samples; p++) {
      int go = g.offset() + p * channels + from;
      int xo = x.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        a[c] += gs[go + c];
        b[c] += gs[go + c] * (xs[xo + c] - m[c]);
      }
      if (FloatMoments.endsChain(p, samples)) {
        add(a, sums);
        add(b, products);
      }
    }
    for (int c = 0; c < width; c++) {
      a[c] = (float) sums[c];
      b[c] = (float) products[c];
      float r = FloatMoments.scale(FloatBatchNorm.at(variance, from + c), epsilon);
      ((Floats) gGain.storage()).array()[gGain.offset() + from + c] = r * b[c];
      ((Floats) gBias.storage()).array()[gBias.offset() + from + c] = a[c];
      a[c] /= samples;
      b[c] = -(r * r * b[c] / samples);
      s[c] = FloatBatchNorm.at(gain, from + c) * r;
    }
    for (int p = 0; p < samples; p++) {
      int go = g.offset() + p * channels + from;
      int xo = x.offset() + p * channels + from;
      int yo = gx.offset() + p * channels + from;
      for (int c = 0; c < width; c++) {
        gxs[yo + c] = Math.fma(xs[xo + c] - m[c], b[c], gs[go + c] - a[c]) * s[c];
      }
    }
  }
}
