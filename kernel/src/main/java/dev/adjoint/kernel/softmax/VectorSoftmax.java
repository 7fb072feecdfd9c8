package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.FloatMath;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.math.VectorLog;
import dev.adjoint.kernel.reduce.VectorReduce;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [FloatSoftmax] on vectors.
///
/// Differences to the largest element are written to scratch rows whose length is a multiple of
/// [#LANES], padded with −∞; [#TOGETHER] elements limit how many rows share a pass. So the loop of
/// the exponential and the sums run over whole vectors. The padding does not change the result:
/// `exp(−∞) = 0` changes no lane of the sum. The ends of rows that fill no vector are read and
/// written with a mask.
///
/// Each loop is a small separate method, called once for all rows or once per row, so that the JVM
/// compiles it the same way in every program.
public final class VectorSoftmax {
  private static final int LANES = 16;

  /// The elements of the rows that share a pass.
  private static final int TOGETHER = 4 * Elementwise.CHUNK;

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
            logSums(e, count, padded);
            logarithms(from, xo, e, count * padded, to, yo, count, length);
          } else {
            quotients(e, to, yo, count, length, padded);
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
          logSums(e, count, padded);
          int maxima = count * padded;
          int logSums = maxima + 2 * count;
          for (int r = 0; r < count; r++) {
            float chosen = from[xo + r * length + (int) at[target.offset() + row + r]];
            to[y.offset() + row + r] = e[logSums + r] - (chosen - e[maxima + r]);
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
          int yo = y.offset() + row * length;
          scaledQuotients(e, incoming, g.offset() + row, to, yo, count, length, padded);
          for (int r = 0; r < count; r++) {
            to[yo + r * length + (int) at[target.offset() + row + r]] = e[others + r];
          }
        });
  }

  /// Calls `body` for a few rows at a time with scratch for their padded rows and three numbers
  /// each.
  private static void each(int rows, int length, Body body) {
    if (length == 0) {
      return;
    }
    int padded = Math.ceilDiv(length, LANES) * LANES;
    int together = Math.max(1, TOGETHER / padded);
    Pieces.run(
        rows,
        length * ScalarSoftmax.WEIGHT,
        (first, end) -> {
          float[] e = Scratch.borrow(Math.min(together, end - first) * (padded + 3));
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
    if (length <= SHORT) {
      maxima(x, xo, e, maxima, count, length);
    } else {
      for (int r = 0; r < count; r++) {
        e[maxima + r] = VectorReduce.row(Reduction.MAXIMUM, x, xo + r * length, length);
      }
    }
    differences(x, xo, e, maxima, count, length, padded);
    VectorExp.run(e, 0, e, 0, maxima);
    for (int r = 0; r < count; r++) {
      e[maxima + count + r] = VectorReduce.row(Reduction.SUM, e, r * padded, padded);
    }
  }

  /// The largest element of each row. If one is NaN, any number: the sum of the row is NaN then.
  private static void maxima(float[] x, int xo, float[] y, int yo, int count, int length) {
    int whole = VectorLanes.whole(length);
    VectorMask<Float> rest = VectorLanes.FLOATS.indexInRange(whole, length);
    FloatVector least = FloatVector.broadcast(VectorLanes.FLOATS, Float.NEGATIVE_INFINITY);
    for (int r = 0; r < count; r++) {
      int row = xo + r * length;
      FloatVector last = FloatVector.fromArray(VectorLanes.FLOATS, x, row + whole, rest);
      FloatVector most = least.blend(last, rest);
      for (int i = row; i < row + whole; i += VectorLanes.COUNT) {
        FloatVector next = FloatVector.fromArray(VectorLanes.FLOATS, x, i);
        most = next.blend(most, next.compare(VectorOperators.LE, most));
      }
      y[yo + r] = most.reduceLanes(VectorOperators.MAX);
    }
  }

  /// `e = x − max` in padded rows.
  private static void differences(
      float[] x, int xo, float[] e, int maxima, int count, int length, int padded) {
    int whole = VectorLanes.whole(length);
    VectorMask<Float> rest = VectorLanes.FLOATS.indexInRange(whole, length);
    FloatVector least = FloatVector.broadcast(VectorLanes.FLOATS, Float.NEGATIVE_INFINITY);
    for (int r = 0; r < count; r++) {
      FloatVector max = FloatVector.broadcast(VectorLanes.FLOATS, e[maxima + r]);
      int row = xo + r * length;
      int to = r * padded;
      for (int i = 0; i < whole; i += VectorLanes.COUNT) {
        FloatVector.fromArray(VectorLanes.FLOATS, x, row + i).sub(max).intoArray(e, to + i);
      }
      if (whole < padded) {
        FloatVector last = FloatVector.fromArray(VectorLanes.FLOATS, x, row + whole, rest);
        least.blend(last.sub(max), rest).intoArray(e, to + whole);
      }
      for (int i = whole + VectorLanes.COUNT; i < padded; i += VectorLanes.COUNT) {
        least.intoArray(e, to + i);
      }
    }
  }

  /// The logarithms of the sums, after the sums, as in [FloatSoftmax].
  private static void logSums(float[] e, int count, int padded) {
    int sums = count * padded + count;
    VectorLog.run(e, sums, e, sums + count, count);
    for (int r = 0; r < count; r++) {
      if (e[sums + r] < 2f) {
        e[sums + count + r] = logOfUnit(e, r * padded, padded);
      }
    }
  }

  /// The logarithm of a sum below 2, of which one number is 1. That is then 0.
  private static float logOfUnit(float[] e, int row, int padded) {
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

  /// `y = e / sum`.
  private static void quotients(float[] e, float[] y, int yo, int count, int length, int padded) {
    int sums = count * padded + count;
    int whole = VectorLanes.whole(length);
    VectorMask<Float> rest = VectorLanes.FLOATS.indexInRange(whole, length);
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.broadcast(VectorLanes.FLOATS, e[sums + r]);
      int row = r * padded;
      int to = yo + r * length;
      for (int i = 0; i < whole; i += VectorLanes.COUNT) {
        FloatVector.fromArray(VectorLanes.FLOATS, e, row + i).div(sum).intoArray(y, to + i);
      }
      if (whole < length) {
        FloatVector last = FloatVector.fromArray(VectorLanes.FLOATS, e, row + whole);
        last.div(sum).intoArray(y, to + whole, rest);
      }
    }
  }

  /// `y = e / sum · g`, where sum and g are one number each for a row.
  private static void scaledQuotients(
      float[] e, float[] g, int go, float[] y, int yo, int count, int length, int padded) {
    int sums = count * padded + count;
    int whole = VectorLanes.whole(length);
    VectorMask<Float> rest = VectorLanes.FLOATS.indexInRange(whole, length);
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.broadcast(VectorLanes.FLOATS, e[sums + r]);
      FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, g[go + r]);
      int row = r * padded;
      int to = yo + r * length;
      for (int i = 0; i < whole; i += VectorLanes.COUNT) {
        FloatVector quotient = FloatVector.fromArray(VectorLanes.FLOATS, e, row + i).div(sum);
        quotient.mul(scale).intoArray(y, to + i);
      }
      if (whole < length) {
        FloatVector last = FloatVector.fromArray(VectorLanes.FLOATS, e, row + whole).div(sum);
        last.mul(scale).intoArray(y, to + whole, rest);
      }
    }
  }

  /// `y = x − max − log(sum)`.
  private static void logarithms(
      float[] x, int xo, float[] e, int maxima, float[] y, int yo, int count, int length) {
    int whole = VectorLanes.whole(length);
    VectorMask<Float> rest = VectorLanes.FLOATS.indexInRange(whole, length);
    for (int r = 0; r < count; r++) {
      FloatVector max = FloatVector.broadcast(VectorLanes.FLOATS, e[maxima + r]);
      FloatVector logSum = FloatVector.broadcast(VectorLanes.FLOATS, e[maxima + 2 * count + r]);
      int from = xo + r * length;
      int to = yo + r * length;
      for (int i = 0; i < whole; i += VectorLanes.COUNT) {
        FloatVector difference = FloatVector.fromArray(VectorLanes.FLOATS, x, from + i).sub(max);
        difference.sub(logSum).intoArray(y, to + i);
      }
      if (whole < length) {
        FloatVector last = FloatVector.fromArray(VectorLanes.FLOATS, x, from + whole, rest);
        last.sub(max).sub(logSum).intoArray(y, to + whole, rest);
      }
    }
  }

  @FunctionalInterface
  private interface Body {
    void run(int row, int count, int padded, float[] scratch);
  }
}
