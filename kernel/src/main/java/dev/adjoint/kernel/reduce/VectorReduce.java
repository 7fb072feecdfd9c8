package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// F32 reductions on vectors, in the order of rounding that [Reduction] defines, and the sums over
/// 16 F32 lanes of [FloatReduce#run] for other kernels. [VectorWideSum] computes sums, means and
/// norms.
///
/// The 16 lanes of the contract are one, two or four vectors. The lane count is a constant, so the
/// compiler removes the vectors that a wide processor does not need. With fewer than four lanes per
/// vector the scalar loops run, because vectors would not be faster.
public final class VectorReduce {
  private static final int LANES = 16;

  /// The columns that one pass over the rows reduces.
  private static final int SLAB = 8 * VectorLanes.COUNT;

  private static final int HALF = SLAB / 2;

  /// Moves the upper half of a vector to the lower half.
  private static final VectorShuffle<Float> HALVES =
      VectorShuffle.iota(VectorLanes.FLOATS, VectorLanes.COUNT / 2, 1, true);

  private static final VectorShuffle<Float> QUARTERS =
      VectorShuffle.iota(VectorLanes.FLOATS, VectorLanes.COUNT / 4, 1, true);

  private VectorReduce() {}

  public static void run(Reduction f, View x, View y, int outer, int length, int inner) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    if (inner == 0) {
      return;
    }
    if (WideSum.suits(f) && inner > 1) {
      VectorWideSum.columns(f, from, x.offset(), to, y.offset(), outer, length, inner);
    } else if (WideSum.suits(f)) {
      VectorWideSum.run(f, from, x.offset(), to, y.offset(), outer, length);
    } else if (inner > 1) {
      columns(f, from, x.offset(), to, y.offset(), outer, length, inner);
    } else if (length <= Reduction.BLOCK) {
      Pieces.run(
          outer,
          length,
          (first, end) -> {
            for (int o = first; o < end; o++) {
              to[y.offset() + o] = block(f, from, x.offset() + o * length, length);
            }
          });
    } else {
      blocks(f, from, x.offset(), to, y.offset(), outer, length);
    }
  }

  private static void blocks(
      Reduction f, float[] x, int xo, float[] y, int yo, int outer, int length) {
    int count = Math.ceilDiv(length, Reduction.BLOCK);
    float[] results = new float[outer * count];
    Pieces.run(
        results.length,
        Reduction.BLOCK,
        (first, end) -> {
          for (int b = first; b < end; b++) {
            int start = b % count * Reduction.BLOCK;
            int n = Math.min(Reduction.BLOCK, length - start);
            results[b] = block(f, x, xo + b / count * length + start, n);
          }
        });
    for (int o = 0; o < outer; o++) {
      float result = results[o * count];
      for (int b = 1; b < count; b++) {
        result = FloatReduce.combine(f, result, results[o * count + b]);
      }
      y[yo + o] = result;
    }
  }

  /// Reduces one run of stride 1 of any length on this thread.
  public static float row(Reduction f, float[] x, int xo, int length) {
    int first = Math.min(length, Reduction.BLOCK);
    float result = block(f, x, xo, first);
    for (int from = first; from < length; from += Reduction.BLOCK) {
      float next = block(f, x, xo + from, Math.min(Reduction.BLOCK, length - from));
      result = FloatReduce.combine(f, result, next);
    }
    return result;
  }

  private static float block(Reduction f, float[] x, int xo, int n) {
    boolean vectors = n >= LANES && VectorLanes.COUNT >= LANES / 4;
    return switch (f) {
      case SUM -> vectors ? sum(x, xo, n) : FloatReduce.block(f, x, xo, n);
      case MAXIMUM -> vectors ? maximum(x, xo, n) : FloatReduce.block(f, x, xo, n);
      case MINIMUM -> vectors ? minimum(x, xo, n) : FloatReduce.block(f, x, xo, n);
      case PRODUCT, MEAN, NORM, ANY, ALL -> FloatReduce.block(f, x, xo, n);
    };
  }

  /// n elements, at most [Reduction#BLOCK].
  private static float sum(float[] x, int xo, int n) {
    FloatVector l0 = FloatVector.broadcast(VectorLanes.FLOATS, 0f);
    FloatVector l1 = l0;
    FloatVector l2 = l0;
    FloatVector l3 = l0;
    int whole = n & -LANES;
    for (int i = 0; i < whole; i += LANES) {
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
      float[] lanes = new float[LANES];
      l0.intoArray(lanes, 0);
      if (VectorLanes.COUNT <= LANES / 2) {
        l1.intoArray(lanes, VectorLanes.COUNT);
      }
      if (VectorLanes.COUNT <= LANES / 4) {
        l2.intoArray(lanes, 2 * VectorLanes.COUNT);
        l3.intoArray(lanes, 3 * VectorLanes.COUNT);
      }
      return FloatReduce.fold(Reduction.SUM, lanes, x, xo + whole, n - whole);
    }
    if (VectorLanes.COUNT == LANES / 4) {
      l0 = l0.add(l2).add(l1.add(l3));
    } else if (VectorLanes.COUNT == LANES / 2) {
      l0 = l0.add(l1);
      l0 = l0.add(l0.rearrange(HALVES));
    } else {
      l0 = l0.add(l0.rearrange(HALVES));
      l0 = l0.add(l0.rearrange(QUARTERS));
    }
    return l0.lane(0) + l0.lane(2) + (l0.lane(1) + l0.lane(3));
  }

  /// The order of elements does not affect the result, so four chains run in parallel.
  private static float maximum(float[] x, int xo, int n) {
    FloatVector l0 = FloatVector.broadcast(VectorLanes.FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector l1 = l0;
    FloatVector l2 = l0;
    FloatVector l3 = l0;
    int i = 0;
    for (; i <= n - HALF; i += HALF) {
      l0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).max(l0);
      l1 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).max(l1);
      l2 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).max(l2);
      l3 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).max(l3);
    }
    for (; i <= n - VectorLanes.COUNT; i += VectorLanes.COUNT) {
      l0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).max(l0);
    }
    float result = l0.max(l1).max(l2.max(l3)).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      result = Math.max(result, x[xo + i]);
    }
    return result;
  }

  /// The order of elements does not affect the result, so four chains run in parallel.
  private static float minimum(float[] x, int xo, int n) {
    FloatVector l0 = FloatVector.broadcast(VectorLanes.FLOATS, Float.POSITIVE_INFINITY);
    FloatVector l1 = l0;
    FloatVector l2 = l0;
    FloatVector l3 = l0;
    int i = 0;
    for (; i <= n - HALF; i += HALF) {
      l0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).min(l0);
      l1 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT).min(l1);
      l2 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT).min(l2);
      l3 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT).min(l3);
    }
    for (; i <= n - VectorLanes.COUNT; i += VectorLanes.COUNT) {
      l0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).min(l0);
    }
    float result = l0.min(l1).min(l2.min(l3)).reduceLanes(VectorOperators.MIN);
    for (; i < n; i++) {
      result = Math.min(result, x[xo + i]);
    }
    return result;
  }

  private static void columns(
      Reduction f, float[] x, int xo, float[] y, int yo, int outer, int length, int inner) {
    int slabs = Math.ceilDiv(inner, SLAB);
    Pieces.run(
        outer * slabs,
        length * Math.min(SLAB, inner),
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int o = unit / slabs;
            int from = unit % slabs * SLAB;
            int to = Math.min(inner, from + SLAB);
            int row = xo + o * length * inner;
            FloatReduce.columns(f, x, row, y, yo + o * inner, length, inner, from, to);
          }
        });
  }
}
