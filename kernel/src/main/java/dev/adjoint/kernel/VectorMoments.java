package dev.adjoint.kernel;

import jdk.incubator.vector.FloatVector;

/// [FloatMoments] on vectors: the 16 lanes are one, two or four of them.
///
/// `lanes` is working memory of 16 elements. Where a plane does not fill its last 16, the lanes go
/// through it, so that its last elements come in order.
final class VectorMoments {
  private static final int LANES = FloatMoments.LANES;

  private VectorMoments() {}

  static float sum(float[] x, int xo, int planes, int step, int n, float[] lanes) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector t0 = zero;
    FloatVector t1 = zero;
    FloatVector t2 = zero;
    FloatVector t3 = zero;
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      int at = xo + p * step;
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = at; i < at + whole; i += LANES) {
        l0 = l0.add(FloatVector.fromArray(Lanes.FLOATS, x, i));
        if (Lanes.COUNT <= LANES / 2) {
          l1 = l1.add(FloatVector.fromArray(Lanes.FLOATS, x, i + Lanes.COUNT));
        }
        if (Lanes.COUNT <= LANES / 4) {
          l2 = l2.add(FloatVector.fromArray(Lanes.FLOATS, x, i + 2 * Lanes.COUNT));
          l3 = l3.add(FloatVector.fromArray(Lanes.FLOATS, x, i + 3 * Lanes.COUNT));
        }
      }
      if (whole < n) {
        l0.intoArray(lanes, 0);
        if (Lanes.COUNT <= LANES / 2) {
          l1.intoArray(lanes, Lanes.COUNT);
        }
        if (Lanes.COUNT <= LANES / 4) {
          l2.intoArray(lanes, 2 * Lanes.COUNT);
          l3.intoArray(lanes, 3 * Lanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          lanes[i - whole] += x[at + i];
        }
        l0 = FloatVector.fromArray(Lanes.FLOATS, lanes, 0);
        if (Lanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(Lanes.FLOATS, lanes, Lanes.COUNT);
        }
        if (Lanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(Lanes.FLOATS, lanes, 2 * Lanes.COUNT);
          l3 = FloatVector.fromArray(Lanes.FLOATS, lanes, 3 * Lanes.COUNT);
        }
      }
      t0 = t0.add(l0);
      t1 = t1.add(l1);
      t2 = t2.add(l2);
      t3 = t3.add(l3);
    }
    t0.intoArray(lanes, 0);
    if (Lanes.COUNT <= LANES / 2) {
      t1.intoArray(lanes, Lanes.COUNT);
    }
    if (Lanes.COUNT <= LANES / 4) {
      t2.intoArray(lanes, 2 * Lanes.COUNT);
      t3.intoArray(lanes, 3 * Lanes.COUNT);
    }
    return FloatMoments.fold(lanes);
  }

  static float squares(float[] x, int xo, float mean, int planes, int step, int n, float[] lanes) {
    return products(x, xo, mean, x, xo, mean, planes, step, n, lanes);
  }

  /// `Σ (g − shift) · (x − mean)`; with the shift 0 it is the sum of `g · (x − mean)`, since taking
  /// away 0 changes nothing.
  static float products(
      float[] g,
      int go,
      float shift,
      float[] x,
      int xo,
      float mean,
      int planes,
      int step,
      int n,
      float[] lanes) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    FloatVector t0 = zero;
    FloatVector t1 = zero;
    FloatVector t2 = zero;
    FloatVector t3 = zero;
    FloatVector m = FloatVector.broadcast(Lanes.FLOATS, mean);
    FloatVector s = FloatVector.broadcast(Lanes.FLOATS, shift);
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      int at = p * step;
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = at; i < at + whole; i += LANES) {
        FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, x, xo + i).sub(m);
        l0 = FloatVector.fromArray(Lanes.FLOATS, g, go + i).sub(s).fma(d0, l0);
        if (Lanes.COUNT <= LANES / 2) {
          int i1 = i + Lanes.COUNT;
          FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, x, xo + i1).sub(m);
          l1 = FloatVector.fromArray(Lanes.FLOATS, g, go + i1).sub(s).fma(d1, l1);
        }
        if (Lanes.COUNT <= LANES / 4) {
          int i2 = i + 2 * Lanes.COUNT;
          FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, x, xo + i2).sub(m);
          l2 = FloatVector.fromArray(Lanes.FLOATS, g, go + i2).sub(s).fma(d2, l2);
          int i3 = i + 3 * Lanes.COUNT;
          FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, x, xo + i3).sub(m);
          l3 = FloatVector.fromArray(Lanes.FLOATS, g, go + i3).sub(s).fma(d3, l3);
        }
      }
      if (whole < n) {
        l0.intoArray(lanes, 0);
        if (Lanes.COUNT <= LANES / 2) {
          l1.intoArray(lanes, Lanes.COUNT);
        }
        if (Lanes.COUNT <= LANES / 4) {
          l2.intoArray(lanes, 2 * Lanes.COUNT);
          l3.intoArray(lanes, 3 * Lanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          float d = x[xo + at + i] - mean;
          lanes[i - whole] = Math.fma(g[go + at + i] - shift, d, lanes[i - whole]);
        }
        l0 = FloatVector.fromArray(Lanes.FLOATS, lanes, 0);
        if (Lanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(Lanes.FLOATS, lanes, Lanes.COUNT);
        }
        if (Lanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(Lanes.FLOATS, lanes, 2 * Lanes.COUNT);
          l3 = FloatVector.fromArray(Lanes.FLOATS, lanes, 3 * Lanes.COUNT);
        }
      }
      t0 = t0.add(l0);
      t1 = t1.add(l1);
      t2 = t2.add(l2);
      t3 = t3.add(l3);
    }
    t0.intoArray(lanes, 0);
    if (Lanes.COUNT <= LANES / 2) {
      t1.intoArray(lanes, Lanes.COUNT);
    }
    if (Lanes.COUNT <= LANES / 4) {
      t2.intoArray(lanes, 2 * Lanes.COUNT);
      t3.intoArray(lanes, 3 * Lanes.COUNT);
    }
    return FloatMoments.fold(lanes);
  }
}
