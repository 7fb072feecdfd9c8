package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.reduce.VectorReduce;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// [FloatSoftmax] on vectors.
///
/// Rows are copied to scratch rows whose length is a multiple of [#LANES], padded with −∞;
/// [Elementwise#CHUNK] elements limit how many rows are copied at a time. So every loop runs over
/// whole vectors, and short rows need no slower loop for remaining elements. The padding does not
/// change the result: `exp(−∞) = 0` changes neither the lanes of the sum nor the largest element.
/// Each loop is a small separate method, called once per row or once for all rows, so that the JVM
/// compiles it the same way in every program.
public final class VectorSoftmax {
  private static final int LANES = 16;

  /// Up to this length one chain of comparisons finds the largest element faster than
  /// [VectorReduce], whose maximum has to follow NaN.
  private static final int SHORT = 512;

  private VectorSoftmax() {}

  public static void run(boolean logarithm, View x, View y, int rows, int length) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    each(
        rows,
        length,
        (row, count, padded, e) -> {
          int xo = x.offset() + row * length;
          int yo = y.offset() + row * length;
          exponentials(from, xo, e, count, length, padded);
          if (logarithm) {
            logarithms(from, xo, e, to, yo, count, length, padded);
          } else {
            quotients(e, count, padded);
            copyRows(e, to, yo, count, length, padded);
          }
        });
  }

  public static void crossEntropy(View x, View target, View y, int rows, int length) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    long[] at = ((Longs) target.storage()).array();
    each(
        rows,
        length,
        (row, count, padded, e) -> {
          int xo = x.offset() + row * length;
          exponentials(from, xo, e, count, length, padded);
          int maxima = count * padded;
          for (int r = 0; r < count; r++) {
            float chosen = from[xo + r * length + (int) at[target.offset() + row + r]];
            float logSum = logSum(e, r * padded, e[maxima + count + r], padded);
            to[y.offset() + row + r] = logSum - (chosen - e[maxima + r]);
          }
        });
  }

  public static void crossEntropyGradient(
      View x, View target, View g, View y, int rows, int length) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    float[] incoming = ((Floats) g.storage()).array();
    long[] at = ((Longs) target.storage()).array();
    each(
        rows,
        length,
        (row, count, padded, e) -> {
          exponentials(from, x.offset() + row * length, e, count, length, padded);
          int others = count * padded + count * 2;
          for (int r = 0; r < count; r++) {
            int t = r * padded + (int) at[target.offset() + row + r];
            float sum = e[others - count + r];
            float rest = certainty(e, r * padded, t, sum, padded);
            float ofTarget = rest < 0f ? e[t] / sum - 1f : -(rest / sum);
            e[others + r] = ofTarget * incoming[g.offset() + row + r];
          }
          scaledQuotients(incoming, g.offset() + row, e, count, padded);
          for (int r = 0; r < count; r++) {
            e[r * padded + (int) at[target.offset() + row + r]] = e[others + r];
          }
          copyRows(e, to, y.offset() + row * length, count, length, padded);
        });
  }

  /// Calls `body` for a few rows at a time with scratch for their padded copies and three numbers
  /// each.
  private static void each(int rows, int length, Body body) {
    if (length == 0) {
      return;
    }
    int padded = Math.ceilDiv(length, LANES) * LANES;
    int together = Math.max(1, Elementwise.CHUNK / padded);
    Pieces.run(
        rows,
        length * ScalarSoftmax.WEIGHT,
        (first, end) -> {
          float[] e = Scratch.borrow(together * (padded + 3));
          for (int row = first; row < end; row += together) {
            body.run(row, Math.min(together, end - row), padded, e);
          }
          Scratch.giveBack(e);
        });
  }

  /// The padded rows of `exp(x − max)`, followed by the maxima and the sums.
  private static void exponentials(
      float[] x, int xo, float[] e, int count, int length, int padded) {
    int maxima = count * padded;
    boolean copied = length != padded;
    if (copied) {
      padRows(x, xo, e, count, length, padded);
    }
    float[] from = copied ? e : x;
    int start = copied ? 0 : xo;
    for (int r = 0; r < count; r++) {
      e[maxima + r] = largest(from, start + r * padded, padded);
    }
    subtract(from, start, e, maxima, e, count, padded);
    VectorExp.run(e, 0, e, 0, maxima);
    for (int r = 0; r < count; r++) {
      e[maxima + count + r] = VectorReduce.row(Reduction.SUM, e, r * padded, padded);
    }
  }

  /// The largest element of a row. If one is NaN, any number: the sum of the row is NaN then.
  private static float largest(float[] x, int from, int padded) {
    if (padded > SHORT) {
      return VectorReduce.row(Reduction.MAXIMUM, x, from, padded);
    }
    FloatVector most = FloatVector.fromArray(VectorLanes.FLOATS, x, from);
    for (int i = from + VectorLanes.COUNT; i < from + padded; i += VectorLanes.COUNT) {
      FloatVector next = FloatVector.fromArray(VectorLanes.FLOATS, x, i);
      most = most.blend(next, next.compare(VectorOperators.GT, most));
    }
    return most.reduceLanes(VectorOperators.MAX);
  }

  /// As in [FloatSoftmax].
  private static float logSum(float[] e, int row, float sum, int padded) {
    if (!(sum < 2f)) {
      return FloatMath.log(sum);
    }
    int largest = row;
    while (e[largest] != 1f) {
      largest++;
    }
    e[largest] = 0f;
    return FloatMath.log1pOfUnit(VectorReduce.row(Reduction.SUM, e, row, padded));
  }

  /// The sum of the others if the target at index t has nearly the whole probability, else −1. Its
  /// e is then 0.
  private static float certainty(float[] e, int row, int t, float sum, int padded) {
    if (!(sum < 2f) || e[t] != 1f) {
      return -1f;
    }
    e[t] = 0f;
    return VectorReduce.row(Reduction.SUM, e, row, padded);
  }

  /// Copies all rows before the first of them is read: reading a vector directly after it was
  /// written in parts stalls.
  private static void padRows(float[] x, int xo, float[] e, int count, int length, int padded) {
    for (int r = 0; r < count; r++) {
      int end = r * padded + padded;
      Arrays.fill(e, end - LANES, end, Float.NEGATIVE_INFINITY);
      System.arraycopy(x, xo + r * length, e, r * padded, length);
    }
  }

  /// `y = x − c`, where c is one number for each row.
  private static void subtract(
      float[] x, int xo, float[] c, int co, float[] y, int count, int padded) {
    for (int r = 0; r < count; r++) {
      FloatVector number = FloatVector.broadcast(VectorLanes.FLOATS, c[co + r]);
      int row = r * padded;
      for (int i = row; i < row + padded; i += VectorLanes.COUNT) {
        FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i).sub(number).intoArray(y, i);
      }
    }
  }

  private static void quotients(float[] e, int count, int padded) {
    int sums = count * padded + count;
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.broadcast(VectorLanes.FLOATS, e[sums + r]);
      int row = r * padded;
      for (int i = 0; i < padded; i += VectorLanes.COUNT) {
        FloatVector.fromArray(VectorLanes.FLOATS, e, row + i).div(sum).intoArray(e, row + i);
      }
    }
  }

  /// `e = e / sum · g`, where sum and g are one number each for a row.
  private static void scaledQuotients(float[] g, int go, float[] e, int count, int padded) {
    int sums = count * padded + count;
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.broadcast(VectorLanes.FLOATS, e[sums + r]);
      FloatVector incoming = FloatVector.broadcast(VectorLanes.FLOATS, g[go + r]);
      int row = r * padded;
      for (int i = row; i < row + padded; i += VectorLanes.COUNT) {
        FloatVector quotient = FloatVector.fromArray(VectorLanes.FLOATS, e, i).div(sum);
        quotient.mul(incoming).intoArray(e, i);
      }
    }
  }

  /// `y = x − max − log(sum)`, computed with the padded rows.
  private static void logarithms(
      float[] x, int xo, float[] e, float[] y, int yo, int count, int length, int padded) {
    int maxima = count * padded;
    for (int r = 0; r < count; r++) {
      e[maxima + count + r] = logSum(e, r * padded, e[maxima + count + r], padded);
    }
    padRows(x, xo, e, count, length, padded);
    subtract(e, 0, e, maxima, e, count, padded);
    subtract(e, 0, e, maxima + count, e, count, padded);
    copyRows(e, y, yo, count, length, padded);
  }

  private static void copyRows(float[] e, float[] y, int yo, int count, int length, int padded) {
    for (int r = 0; r < count; r++) {
      System.arraycopy(e, r * padded, y, yo + r * length, length);
    }
  }

  @FunctionalInterface
  private interface Body {
    void run(int row, int count, int padded, float[] scratch);
  }
}
