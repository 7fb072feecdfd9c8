package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.reduce.LaneFold;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;

/// [FloatLayerNorm] on vectors.
///
/// Several rows are processed together for each sum, so that no row waits until its last sum is
/// folded. The rows stay in the L1 cache.
public final class VectorLayerNorm {
  private static final int MOST_ROWS = 16;

  /// The number of elements of the rows processed together: 16 kB.
  private static final int ELEMENTS = 4096;

  private VectorLayerNorm() {}

  private static int together(int n) {
    return Math.clamp(ELEMENTS / Math.max(n, 1), 1, MOST_ROWS);
  }

  public static void run(
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
    int together = together(n);
    float[] totals = VectorMoments.totals(together);
    for (int row = from; row < to; row += together) {
      int count = Math.min(together, to - row);
      int xo = x.offset() + row * n;
      int yo = y.offset() + row * n;
      int mo = mean.offset() + row;
      int so = scale.offset() + row;
      VectorMoments.clear(totals, count);
      VectorMoments.sums(xs, xo, count, n, totals);
      for (int r = 0; r < count; r++) {
        means[mo + r] = LaneFold.sum(totals, r * FloatMoments.LANES) / n;
      }
      VectorMoments.clear(totals, count);
      VectorMoments.deviations(xs, xo, means, mo, count, n, totals);
      for (int r = 0; r < count; r++) {
        means[mo + r] += LaneFold.sum(totals, r * FloatMoments.LANES) / n;
      }
      VectorMoments.clear(totals, count);
      VectorMoments.squares(xs, xo, means, mo, count, n, totals);
      for (int r = 0; r < count; r++) {
        float squares = LaneFold.sum(totals, r * FloatMoments.LANES);
        scales[so + r] = FloatMoments.scale(squares, xs, xo + r * n, means[mo + r], n, epsilon);
      }
      for (int r = 0; r < count; r++) {
        normalise(
            xs,
            xo + r * n,
            means[mo + r],
            scales[so + r],
            gains,
            gain.offset(),
            biases,
            bias.offset(),
            ys,
            yo + r * n,
            n);
      }
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
    FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
    FloatVector r = FloatVector.broadcast(VectorLanes.FLOATS, scale);
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector normal = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m).mul(r);
      FloatVector a = FloatVector.fromArray(VectorLanes.FLOATS, gain, ao + i);
      normal.fma(a, FloatVector.fromArray(VectorLanes.FLOATS, bias, bo + i)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = Math.fma((x[xo + i] - mean) * scale, gain[ao + i], bias[bo + i]);
    }
  }

  public static void gradient(
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
    int together = together(n);
    float[] forH = VectorMoments.totals(together);
    float[] forProducts = VectorMoments.totals(together);
    for (int row = from; row < to; row += together) {
      int count = Math.min(together, to - row);
      int go = g.offset() + row * n;
      int xo = x.offset() + row * n;
      int yo = gx.offset() + row * n;
      int mo = mean.offset() + row;
      // The array of the gradient temporarily holds g times the gain.
      for (int r = 0; r < count; r++) {
        multiply(gs, go + r * n, gains, gain.offset(), gxs, yo + r * n, n);
      }
      VectorMoments.clear(forH, count);
      VectorMoments.sums(gxs, yo, count, n, forH);
      VectorMoments.clear(forProducts, count);
      VectorMoments.products(gxs, yo, xs, xo, means, mo, count, n, forProducts);
      for (int r = 0; r < count; r++) {
        float s = scales[scale.offset() + row + r];
        float a = LaneFold.sum(forH, r * FloatMoments.LANES) / n;
        float b = FloatMoments.slope(s, LaneFold.sum(forProducts, r * FloatMoments.LANES), n);
        gradient(
            gs, go + r * n, xs, xo + r * n, means[mo + r], s, a, -b, gxs, yo + r * n, sums, so, n);
      }
    }
  }

  private static void multiply(float[] g, int go, float[] gain, int ao, float[] h, int ho, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i);
      v.mul(FloatVector.fromArray(VectorLanes.FLOATS, gain, ao + i)).intoArray(h, ho + i);
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
    FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
    FloatVector r = FloatVector.broadcast(VectorLanes.FLOATS, scale);
    FloatVector av = FloatVector.broadcast(VectorLanes.FLOATS, a);
    FloatVector bv = FloatVector.broadcast(VectorLanes.FLOATS, b);
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector gv = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i);
      FloatVector d = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m);
      FloatVector rest = FloatVector.fromArray(VectorLanes.FLOATS, gx, yo + i).sub(av);
      d.fma(bv, rest).mul(r).intoArray(gx, yo + i);
      FloatVector forGain = FloatVector.fromArray(VectorLanes.FLOATS, sums, so + i);
      gv.fma(d.mul(r), forGain).intoArray(sums, so + i);
      FloatVector forBias = FloatVector.fromArray(VectorLanes.FLOATS, sums, so + n + i);
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
