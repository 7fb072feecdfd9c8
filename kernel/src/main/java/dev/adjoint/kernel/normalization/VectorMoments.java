package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.vector.VectorLanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The sums of [FloatMoments] on vectors, for planes that are adjacent in memory. The 16 lanes of
/// each plane, held in one, two or four vectors, are added to the 16 totals of that plane.
///
/// The caller folds the totals, so that the planes of a group do not wait for each other. `totals`
/// has 16 elements more than the planes need; they hold the lanes of a plane whose length is not a
/// multiple of 16.
final class VectorMoments {
  private static final int LANES = FloatMoments.LANES;

  private VectorMoments() {}

  /// Allocates the totals for this number of planes, including scratch space.
  static float[] totals(int planes) {
    return new float[(planes + 1) * LANES];
  }

  /// Sets the totals of this number of planes to +0.
  static void clear(float[] totals, int planes) {
    Arrays.fill(totals, 0, planes * LANES, 0);
  }

  /// Adds the sums of one run of a plane to its totals.
  private interface Run {
    void add(int plane, int at, int length, float[] totals);
  }

  /// Sums planes that are longer than a run, run by run.
  private static void runs(int planes, int n, float[] totals, Run run) {
    float[] plane = totals(1);
    for (int p = 0; p < planes; p++) {
      System.arraycopy(totals, p * LANES, plane, 0, LANES);
      for (int at = 0; at < n; at += FloatMoments.RUN) {
        run.add(p, p * n + at, Math.min(FloatMoments.RUN, n - at), plane);
      }
      System.arraycopy(plane, 0, totals, p * LANES, LANES);
    }
  }

  /// `Σ x` of each plane.
  static void sums(float[] x, int xo, int planes, int n, float[] totals) {
    if (n > FloatMoments.RUN) {
      runs(planes, n, totals, (_, at, count, one) -> sums(x, xo + at, 1, count, one));
      return;
    }
    FloatVector zero = FloatVector.zero(VectorLanes.FLOATS);
    int room = planes * LANES;
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = p * n; i < p * n + whole; i += LANES) {
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).add(l0);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).add(l1);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).add(l2);
          l3 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).add(l3);
        }
      }
      if (whole < n) {
        l0.intoArray(totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1.intoArray(totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2.intoArray(totals, room + 2 * VectorLanes.COUNT);
          l3.intoArray(totals, room + 3 * VectorLanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          totals[room + i - whole] += x[xo + p * n + i];
        }
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 2 * VectorLanes.COUNT);
          l3 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 3 * VectorLanes.COUNT);
        }
      }
      int t = p * LANES;
      l0.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t)).intoArray(totals, t);
      if (VectorLanes.COUNT <= LANES / 2) {
        int t1 = t + VectorLanes.COUNT;
        l1.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t1)).intoArray(totals, t1);
      }
      if (VectorLanes.COUNT <= LANES / 4) {
        int t2 = t + 2 * VectorLanes.COUNT;
        l2.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t2)).intoArray(totals, t2);
        int t3 = t + 3 * VectorLanes.COUNT;
        l3.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t3)).intoArray(totals, t3);
      }
    }
  }

  /// `Σ (x − mean)` of each plane, with the mean of that plane.
  static void deviations(
      float[] x, int xo, float[] means, int mo, int planes, int n, float[] totals) {
    if (n > FloatMoments.RUN) {
      runs(
          planes,
          n,
          totals,
          (p, at, count, one) -> deviations(x, xo + at, means, mo + p, 1, count, one));
      return;
    }
    FloatVector zero = FloatVector.zero(VectorLanes.FLOATS);
    int room = planes * LANES;
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      float mean = means[mo + p];
      FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = p * n; i < p * n + whole; i += LANES) {
        FloatVector d0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m);
        l0 = d0.add(l0);
        if (VectorLanes.COUNT <= LANES / 2) {
          FloatVector d1 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).sub(m);
          l1 = d1.add(l1);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          FloatVector d2 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).sub(m);
          l2 = d2.add(l2);
          FloatVector d3 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).sub(m);
          l3 = d3.add(l3);
        }
      }
      if (whole < n) {
        l0.intoArray(totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1.intoArray(totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2.intoArray(totals, room + 2 * VectorLanes.COUNT);
          l3.intoArray(totals, room + 3 * VectorLanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          float d = x[xo + p * n + i] - mean;
          totals[room + i - whole] += d;
        }
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 2 * VectorLanes.COUNT);
          l3 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 3 * VectorLanes.COUNT);
        }
      }
      int t = p * LANES;
      l0.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t)).intoArray(totals, t);
      if (VectorLanes.COUNT <= LANES / 2) {
        int t1 = t + VectorLanes.COUNT;
        l1.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t1)).intoArray(totals, t1);
      }
      if (VectorLanes.COUNT <= LANES / 4) {
        int t2 = t + 2 * VectorLanes.COUNT;
        l2.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t2)).intoArray(totals, t2);
        int t3 = t + 3 * VectorLanes.COUNT;
        l3.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t3)).intoArray(totals, t3);
      }
    }
  }

  /// `Σ (x − mean)²` of each plane, with the mean of that plane.
  static void squares(float[] x, int xo, float[] means, int mo, int planes, int n, float[] totals) {
    if (n > FloatMoments.RUN) {
      runs(
          planes,
          n,
          totals,
          (p, at, count, one) -> squares(x, xo + at, means, mo + p, 1, count, one));
      return;
    }
    FloatVector zero = FloatVector.zero(VectorLanes.FLOATS);
    int room = planes * LANES;
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      float mean = means[mo + p];
      FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = p * n; i < p * n + whole; i += LANES) {
        FloatVector d0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m);
        l0 = d0.fma(d0, l0);
        if (VectorLanes.COUNT <= LANES / 2) {
          FloatVector d1 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).sub(m);
          l1 = d1.fma(d1, l1);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          FloatVector d2 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).sub(m);
          l2 = d2.fma(d2, l2);
          FloatVector d3 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).sub(m);
          l3 = d3.fma(d3, l3);
        }
      }
      if (whole < n) {
        l0.intoArray(totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1.intoArray(totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2.intoArray(totals, room + 2 * VectorLanes.COUNT);
          l3.intoArray(totals, room + 3 * VectorLanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          float d = x[xo + p * n + i] - mean;
          totals[room + i - whole] = Math.fma(d, d, totals[room + i - whole]);
        }
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 2 * VectorLanes.COUNT);
          l3 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 3 * VectorLanes.COUNT);
        }
      }
      int t = p * LANES;
      l0.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t)).intoArray(totals, t);
      if (VectorLanes.COUNT <= LANES / 2) {
        int t1 = t + VectorLanes.COUNT;
        l1.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t1)).intoArray(totals, t1);
      }
      if (VectorLanes.COUNT <= LANES / 4) {
        int t2 = t + 2 * VectorLanes.COUNT;
        l2.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t2)).intoArray(totals, t2);
        int t3 = t + 3 * VectorLanes.COUNT;
        l3.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t3)).intoArray(totals, t3);
      }
    }
  }

  /// `Σ g · (x − mean)` of each plane, with the mean of that plane.
  static void products(
      float[] g,
      int go,
      float[] x,
      int xo,
      float[] means,
      int mo,
      int planes,
      int n,
      float[] totals) {
    if (n > FloatMoments.RUN) {
      runs(
          planes,
          n,
          totals,
          (p, at, count, one) -> products(g, go + at, x, xo + at, means, mo + p, 1, count, one));
      return;
    }
    FloatVector zero = FloatVector.zero(VectorLanes.FLOATS);
    int room = planes * LANES;
    int whole = n & -LANES;
    for (int p = 0; p < planes; p++) {
      float mean = means[mo + p];
      FloatVector m = FloatVector.broadcast(VectorLanes.FLOATS, mean);
      FloatVector l0 = zero;
      FloatVector l1 = zero;
      FloatVector l2 = zero;
      FloatVector l3 = zero;
      for (int i = p * n; i < p * n + whole; i += LANES) {
        FloatVector d0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(m);
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i).fma(d0, l0);
        if (VectorLanes.COUNT <= LANES / 2) {
          FloatVector d1 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).sub(m);
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, g, go + i + VectorLanes.COUNT).fma(d1, l1);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          FloatVector d2 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).sub(m);
          l2 =
              FloatVector.fromArray(VectorLanes.FLOATS, g, go + i + 2 * VectorLanes.COUNT)
                  .fma(d2, l2);
          FloatVector d3 =
              FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).sub(m);
          l3 =
              FloatVector.fromArray(VectorLanes.FLOATS, g, go + i + 3 * VectorLanes.COUNT)
                  .fma(d3, l3);
        }
      }
      if (whole < n) {
        l0.intoArray(totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1.intoArray(totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2.intoArray(totals, room + 2 * VectorLanes.COUNT);
          l3.intoArray(totals, room + 3 * VectorLanes.COUNT);
        }
        for (int i = whole; i < n; i++) {
          float d = x[xo + p * n + i] - mean;
          totals[room + i - whole] = Math.fma(g[go + p * n + i], d, totals[room + i - whole]);
        }
        l0 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room);
        if (VectorLanes.COUNT <= LANES / 2) {
          l1 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + VectorLanes.COUNT);
        }
        if (VectorLanes.COUNT <= LANES / 4) {
          l2 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 2 * VectorLanes.COUNT);
          l3 = FloatVector.fromArray(VectorLanes.FLOATS, totals, room + 3 * VectorLanes.COUNT);
        }
      }
      int t = p * LANES;
      l0.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t)).intoArray(totals, t);
      if (VectorLanes.COUNT <= LANES / 2) {
        int t1 = t + VectorLanes.COUNT;
        l1.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t1)).intoArray(totals, t1);
      }
      if (VectorLanes.COUNT <= LANES / 4) {
        int t2 = t + 2 * VectorLanes.COUNT;
        l2.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t2)).intoArray(totals, t2);
        int t3 = t + 3 * VectorLanes.COUNT;
        l3.add(FloatVector.fromArray(VectorLanes.FLOATS, totals, t3)).intoArray(totals, t3);
      }
    }
  }
}
