package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;
import jdk.incubator.vector.FloatVector;

/// [FloatLayerNorm] on vectors. A row is small enough to stay in the first cache, so it is read
/// again for each of the sums.
final class VectorLayerNorm {
  private VectorLayerNorm() {}

  static void run(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View scale,
      int rows,
      int n) {
    Pieces.run(
        rows,
        n * LayerNormBlocks.WEIGHT,
        (from, to) -> rows(x, gain, bias, (float) epsilon, y, mean, scale, n, from, to));
  }

  private static void rows(
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
    float[] means = ((Floats) mean.storage()).array();
    float[] scales = ((Floats) scale.storage()).array();
    float[] lanes = new float[FloatMoments.LANES];
    for (int row = from; row < to; row++) {
      int xo = x.offset() + row * n;
      float m = VectorMoments.sum(xs, xo, 1, 0, n, lanes) / n;
      float v = VectorMoments.squares(xs, xo, m, 1, 0, n, lanes) / n;
      float r = FloatMoments.scale(v, epsilon);
      normalise(
          xs, xo, m, r, gains, gain.offset(), biases, bias.offset(), ys, y.offset() + row * n, n);
      means[mean.offset() + row] = m;
      scales[scale.offset() + row] = r;
    }
  }

  private static void normalise(
      float[] x,
      int xo,
      float mean,
      float scale,
      float[] gain,
      int ao,
      float[] bias,
      int bo,
      float[] y,
      int yo,
      int n) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOATS, mean);
    FloatVector r = FloatVector.broadcast(Lanes.FLOATS, scale);
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector normal = FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sub(m).mul(r);
      FloatVector a = FloatVector.fromArray(Lanes.FLOATS, gain, ao + i);
      normal.fma(a, FloatVector.fromArray(Lanes.FLOATS, bias, bo + i)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.fma((x[xo + i] - mean) * scale, gain[ao + i], bias[bo + i]);
    }
  }

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
    float[] means = ((Floats) mean.storage()).array();
    float[] scales = ((Floats) scale.storage()).array();
    float[] lanes = new float[FloatMoments.LANES];
    for (int row = from; row < to; row++) {
      int go = g.offset() + row * n;
      int xo = x.offset() + row * n;
      float m = means[mean.offset() + row];
      float r = scales[scale.offset() + row];
      // What goes back through the gain waits where the gradient will be.
      int yo = gx.offset() + row * n;
      multiply(gs, go, gains, gain.offset(), gxs, yo, n);
      float a = VectorMoments.sum(gxs, yo, 1, 0, n, lanes) / n;
      float b = r * r * VectorMoments.products(gxs, yo, 0, xs, xo, m, 1, 0, n, lanes) / n;
      gradient(gs, go, xs, xo, m, r, a, -b, gxs, yo, sums, so, n);
    }
  }

  private static void multiply(float[] g, int go, float[] gain, int ao, float[] h, int ho, int n) {
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, g, go + i);
      v.mul(FloatVector.fromArray(Lanes.FLOATS, gain, ao + i)).intoArray(h, ho + i);
    }
    for (int i = whole; i < n; i++) {
      h[ho + i] = g[go + i] * gain[ao + i];
    }
  }

  private static void gradient(
      float[] g,
      int go,
      float[] x,
      int xo,
      float mean,
      float scale,
      float a,
      float b,
      float[] gx,
      int yo,
      float[] sums,
      int so,
      int n) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOATS, mean);
    FloatVector r = FloatVector.broadcast(Lanes.FLOATS, scale);
    FloatVector av = FloatVector.broadcast(Lanes.FLOATS, a);
    FloatVector bv = FloatVector.broadcast(Lanes.FLOATS, b);
    int whole = Lanes.whole(n);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector gv = FloatVector.fromArray(Lanes.FLOATS, g, go + i);
      FloatVector d = FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sub(m);
      FloatVector rest = FloatVector.fromArray(Lanes.FLOATS, gx, yo + i).sub(av);
      d.fma(bv, rest).mul(r).intoArray(gx, yo + i);
      FloatVector forGain = FloatVector.fromArray(Lanes.FLOATS, sums, so + i);
      gv.fma(d.mul(r), forGain).intoArray(sums, so + i);
      FloatVector forBias = FloatVector.fromArray(Lanes.FLOATS, sums, so + n + i);
      forBias.add(gv).intoArray(sums, so + n + i);
    }
    for (int i = whole; i < n; i++) {
      float d = x[xo + i] - mean;
      gx[yo + i] = Math.fma(d, b, gx[yo + i] - a) * scale;
      sums[so + i] = Math.fma(g[go + i], d * scale, sums[so + i]);
      sums[so + n + i] += g[go + i];
    }
  }
}
