package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [WideSum] on vectors: half a vector of F32 numbers is converted to a whole vector of F64
/// numbers, which is added to the accumulators. Every element is added to the same accumulator as
/// in [WideSum], so the bits are the same with vectors of any width.
///
/// F32 vectors are loaded whole. A second F32 species would spoil what the JVM compiles for all
/// other kernels: it finds the class of a vector in a loop by the classes that it has seen. The
/// conversions are written out in each loop because a vector must not cross a method boundary.
final class VectorWideSum {
  private static final int LANES = WideSum.LANES;

  /// The lanes of one F64 vector.
  private static final int HALF = VectorLanes.COUNT / 2;

  private static final VectorSpecies<Double> DOUBLES = VectorLanes.FLOATS.withLanes(double.class);

  /// Moves the upper half of a vector to the lower one.
  private static final VectorShuffle<Float> UPPER =
      VectorShuffle.iota(VectorLanes.FLOATS, HALF, 1, true);

  /// The columns that one pass over the rows sums, in eight registers. With sixteen the compiler
  /// keeps some vectors as objects.
  private static final int SLAB = 8 * HALF;

  private VectorWideSum() {}

  static void run(Reduction f, float[] x, int xo, float[] y, int yo, int outer, int length) {
    int count = Math.max(Math.ceilDiv(length, Reduction.BLOCK), 1);
    if (count == 1) {
      Pieces.run(
          outer,
          length,
          (first, end) -> {
            double[] lanes = new double[LANES];
            for (int o = first; o < end; o++) {
              double sum = block(f, x, xo + o * length, length, lanes);
              y[yo + o] = WideSum.result(f, sum, length);
            }
          });
      return;
    }
    double[] sums = new double[outer * count];
    Pieces.run(
        sums.length,
        Reduction.BLOCK,
        (first, end) -> {
          double[] lanes = new double[LANES];
          for (int b = first; b < end; b++) {
            int start = b % count * Reduction.BLOCK;
            int n = Math.min(Reduction.BLOCK, length - start);
            sums[b] = block(f, x, xo + b / count * length + start, n, lanes);
          }
        });
    for (int o = 0; o < outer; o++) {
      double total = 0;
      for (int b = 0; b < count; b++) {
        total += sums[o * count + b];
      }
      y[yo + o] = WideSum.result(f, total, length);
    }
  }

  /// n elements, at most [Reduction#BLOCK].
  private static double block(Reduction f, float[] x, int xo, int n, double[] lanes) {
    int whole = n & -LANES;
    if (whole == 0 || HALF < 2) {
      Arrays.fill(lanes, 0);
      whole = 0;
    } else if (f == Reduction.NORM) {
      squares(x, xo, whole, lanes);
    } else {
      sums(x, xo, whole, lanes);
    }
    return WideSum.fold(f, lanes, x, xo + whole, n - whole);
  }

  /// Adds n numbers to the 16 lanes. The compiler removes the accumulators that a wide processor
  /// does not need.
  private static void sums(float[] x, int xo, int n, double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    DoubleVector s4 = DoubleVector.zero(DOUBLES);
    DoubleVector s5 = DoubleVector.zero(DOUBLES);
    DoubleVector s6 = DoubleVector.zero(DOUBLES);
    DoubleVector s7 = DoubleVector.zero(DOUBLES);
    for (int at = xo; at < xo + n; at += LANES) {
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, at);
      s0 = (DoubleVector) x0.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s0);
      s1 = (DoubleVector) x0.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s1);
      if (HALF <= 4) {
        FloatVector x1 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 2 * HALF);
        s2 = (DoubleVector) x1.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s2);
        s3 =
            (DoubleVector)
                x1.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s3);
      }
      if (HALF <= 2) {
        FloatVector x2 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 4 * HALF);
        s4 = (DoubleVector) x2.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s4);
        s5 =
            (DoubleVector)
                x2.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s5);
        FloatVector x3 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 6 * HALF);
        s6 = (DoubleVector) x3.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s6);
        s7 =
            (DoubleVector)
                x3.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s7);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, HALF);
    if (HALF <= 4) {
      s2.intoArray(lanes, 2 * HALF);
      s3.intoArray(lanes, 3 * HALF);
    }
    if (HALF <= 2) {
      s4.intoArray(lanes, 4 * HALF);
      s5.intoArray(lanes, 5 * HALF);
      s6.intoArray(lanes, 6 * HALF);
      s7.intoArray(lanes, 7 * HALF);
    }
  }

  /// Adds n squares to the 16 lanes. The compiler removes the accumulators that a wide processor
  /// does not need.
  private static void squares(float[] x, int xo, int n, double[] lanes) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    DoubleVector s4 = DoubleVector.zero(DOUBLES);
    DoubleVector s5 = DoubleVector.zero(DOUBLES);
    DoubleVector s6 = DoubleVector.zero(DOUBLES);
    DoubleVector s7 = DoubleVector.zero(DOUBLES);
    for (int at = xo; at < xo + n; at += LANES) {
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, at);
      Vector<Double> l0 = x0.convertShape(VectorOperators.F2D, DOUBLES, 0);
      s0 = (DoubleVector) l0.mul(l0).add(s0);
      Vector<Double> u0 = x0.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0);
      s1 = (DoubleVector) u0.mul(u0).add(s1);
      if (HALF <= 4) {
        FloatVector x1 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 2 * HALF);
        Vector<Double> l1 = x1.convertShape(VectorOperators.F2D, DOUBLES, 0);
        s2 = (DoubleVector) l1.mul(l1).add(s2);
        Vector<Double> u1 = x1.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0);
        s3 = (DoubleVector) u1.mul(u1).add(s3);
      }
      if (HALF <= 2) {
        FloatVector x2 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 4 * HALF);
        Vector<Double> l2 = x2.convertShape(VectorOperators.F2D, DOUBLES, 0);
        s4 = (DoubleVector) l2.mul(l2).add(s4);
        Vector<Double> u2 = x2.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0);
        s5 = (DoubleVector) u2.mul(u2).add(s5);
        FloatVector x3 = FloatVector.fromArray(VectorLanes.FLOATS, x, at + 6 * HALF);
        Vector<Double> l3 = x3.convertShape(VectorOperators.F2D, DOUBLES, 0);
        s6 = (DoubleVector) l3.mul(l3).add(s6);
        Vector<Double> u3 = x3.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0);
        s7 = (DoubleVector) u3.mul(u3).add(s7);
      }
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, HALF);
    if (HALF <= 4) {
      s2.intoArray(lanes, 2 * HALF);
      s3.intoArray(lanes, 3 * HALF);
    }
    if (HALF <= 2) {
      s4.intoArray(lanes, 4 * HALF);
      s5.intoArray(lanes, 5 * HALF);
      s6.intoArray(lanes, 6 * HALF);
      s7.intoArray(lanes, 7 * HALF);
    }
  }

  static void columns(
      Reduction f, float[] x, int xo, float[] y, int yo, int outer, int length, int inner) {
    int slabs = Math.ceilDiv(inner, SLAB);
    Pieces.run(
        outer * slabs,
        length * Math.min(SLAB, inner),
        (first, end) -> {
          double[] sums = new double[Math.min(SLAB, inner)];
          for (int unit = first; unit < end; unit++) {
            int o = unit / slabs;
            int from = unit % slabs * SLAB;
            int to = Math.min(inner, from + SLAB);
            slab(f, x, xo + o * length * inner, y, yo + o * inner, length, inner, from, to, sums);
          }
        });
  }

  private static void slab(
      Reduction f,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int length,
      int inner,
      int from,
      int to,
      double[] sums) {
    int column = from;
    while (f != Reduction.NORM && HALF >= 2 && to - column >= 2 * HALF) {
      int left = to - column;
      int width = left >= 8 * HALF ? 8 * HALF : left >= 4 * HALF ? 4 * HALF : 2 * HALF;
      if (width == 8 * HALF) {
        eight(x, xo + column, length, inner, sums);
      } else if (width == 4 * HALF) {
        four(x, xo + column, length, inner, sums);
      } else {
        two(x, xo + column, length, inner, sums);
      }
      for (int i = 0; i < width; i++) {
        y[yo + column + i] = WideSum.result(f, sums[i], length);
      }
      column += width;
    }
    if (column < to) {
      WideSum.columns(f, x, xo, y, yo, length, inner, column, to);
    }
  }

  private static void eight(float[] x, int xo, int length, int inner, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    DoubleVector s4 = DoubleVector.zero(DOUBLES);
    DoubleVector s5 = DoubleVector.zero(DOUBLES);
    DoubleVector s6 = DoubleVector.zero(DOUBLES);
    DoubleVector s7 = DoubleVector.zero(DOUBLES);
    for (int l = 0; l < length; l++) {
      int row = xo + l * inner;
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, row);
      s0 = (DoubleVector) x0.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s0);
      s1 = (DoubleVector) x0.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s1);
      FloatVector x1 = FloatVector.fromArray(VectorLanes.FLOATS, x, row + 2 * HALF);
      s2 = (DoubleVector) x1.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s2);
      s3 = (DoubleVector) x1.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s3);
      FloatVector x2 = FloatVector.fromArray(VectorLanes.FLOATS, x, row + 4 * HALF);
      s4 = (DoubleVector) x2.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s4);
      s5 = (DoubleVector) x2.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s5);
      FloatVector x3 = FloatVector.fromArray(VectorLanes.FLOATS, x, row + 6 * HALF);
      s6 = (DoubleVector) x3.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s6);
      s7 = (DoubleVector) x3.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s7);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, HALF);
    s2.intoArray(sums, 2 * HALF);
    s3.intoArray(sums, 3 * HALF);
    s4.intoArray(sums, 4 * HALF);
    s5.intoArray(sums, 5 * HALF);
    s6.intoArray(sums, 6 * HALF);
    s7.intoArray(sums, 7 * HALF);
  }

  private static void four(float[] x, int xo, int length, int inner, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    DoubleVector s2 = DoubleVector.zero(DOUBLES);
    DoubleVector s3 = DoubleVector.zero(DOUBLES);
    for (int l = 0; l < length; l++) {
      int row = xo + l * inner;
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, row);
      s0 = (DoubleVector) x0.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s0);
      s1 = (DoubleVector) x0.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s1);
      FloatVector x1 = FloatVector.fromArray(VectorLanes.FLOATS, x, row + 2 * HALF);
      s2 = (DoubleVector) x1.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s2);
      s3 = (DoubleVector) x1.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s3);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, HALF);
    s2.intoArray(sums, 2 * HALF);
    s3.intoArray(sums, 3 * HALF);
  }

  private static void two(float[] x, int xo, int length, int inner, double[] sums) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = DoubleVector.zero(DOUBLES);
    for (int l = 0; l < length; l++) {
      int row = xo + l * inner;
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, row);
      s0 = (DoubleVector) x0.convertShape(VectorOperators.F2D, DOUBLES, 0).add(s0);
      s1 = (DoubleVector) x0.rearrange(UPPER).convertShape(VectorOperators.F2D, DOUBLES, 0).add(s1);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, HALF);
  }
}
