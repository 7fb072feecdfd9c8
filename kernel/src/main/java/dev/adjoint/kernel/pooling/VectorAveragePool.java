package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// [FloatAveragePool] on vectors, one lane for each of several neighbouring windows. Forward, it
/// handles windows of stride 1 or 2 between the left and the right edge of the image; backward, it
/// handles adjacent windows of 2×2.
public final class VectorAveragePool {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> 2 * i % VectorLanes.COUNT);
  private static final VectorMask<Float> UPPER =
      VectorMask.fromLong(VectorLanes.FLOATS, -1L << (VectorLanes.COUNT / 2));
  private static final VectorShuffle<Float> FIRST_TWICE =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> i / 2);
  private static final VectorShuffle<Float> LAST_TWICE =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> (VectorLanes.COUNT + i) / 2);

  private VectorAveragePool() {}

  public static void run(PoolWindows w, boolean countPadding, int divisor, View x, View y) {
    if (w.strideWidth() > 2) {
      ScalarAveragePool.run(w, countPadding, divisor, x, y);
      return;
    }
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    Pieces.run(
        w.planes(),
        w.outPlane() * w.kernelHeight() * w.kernelWidth(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int xo = x.offset() + p * w.plane();
            plane(w, countPadding, divisor, xs, xo, ys, y.offset() + p * w.outPlane());
          }
        });
  }

  private static void plane(
      PoolWindows w, boolean countPadding, int divisor, float[] x, int xo, float[] y, int yo) {
    int stride = w.strideWidth();
    boolean byRow = ScalarAveragePool.sumsByRow(w);
    int begin = w.firstWithin();
    int end = w.endWithin();
    for (int i = 0; i < w.outHeight(); i++) {
      int top = i * w.strideHeight() - w.paddingHeight();
      int rowFrom = Math.max(top, 0);
      int rowTo = Math.min(top + w.kernelHeight(), w.height());
      int out = yo + i * w.outWidth();
      for (int j = 0; j < begin; j++) {
        FloatAveragePool.window(w, countPadding, divisor, i, j, x, xo, y, out + j);
      }
      int j = begin;
      if (rowFrom < rowTo) {
        int left = j * stride - w.paddingWidth();
        float number = ScalarAveragePool.number(w, countPadding, divisor, top, left);
        int reach = (rowTo - 1) * w.width() + w.kernelWidth() - 1 + stride * VectorLanes.COUNT;
        while (j < end) {
          int base = xo + j * stride - w.paddingWidth();
          boolean isWhole = j + VectorLanes.COUNT <= end;
          // Elements loaded beyond the end of a row are other elements of the storage, and their
          // results are not stored. Narrow processors cannot store part of a vector.
          if (base + reach > x.length || (!isWhole && VectorLanes.COUNT < 8)) {
            break;
          }
          FloatVector sum = FloatVector.zero(VectorLanes.FLOATS);
          for (int row = rowFrom; row < rowTo; row++) {
            int at = base + row * w.width();
            FloatVector line = byRow ? FloatVector.zero(VectorLanes.FLOATS) : sum;
            for (int column = at; column < at + w.kernelWidth(); column++) {
              FloatVector next = FloatVector.fromArray(VectorLanes.FLOATS, x, column);
              if (stride == 2) {
                FloatVector after =
                    FloatVector.fromArray(VectorLanes.FLOATS, x, column + VectorLanes.COUNT);
                next = next.rearrange(EVEN).blend(after.rearrange(EVEN), UPPER);
              }
              line = next.add(line);
            }
            sum = byRow ? sum.add(line) : line;
          }
          sum = sum.div(number);
          if (isWhole) {
            sum.intoArray(y, out + j);
          } else {
            sum.intoArray(y, out + j, VectorLanes.FLOATS.indexInRange(j, end));
          }
          j = Math.min(j + VectorLanes.COUNT, end);
        }
      }
      for (; j < w.outWidth(); j++) {
        FloatAveragePool.window(w, countPadding, divisor, i, j, x, xo, y, out + j);
      }
    }
  }

  public static void spread(PoolWindows w, boolean countPadding, int divisor, View g, View gx) {
    if (!w.isHalving()) {
      ScalarAveragePool.spread(w, countPadding, divisor, g, gx);
      return;
    }
    float[] gs = ((Floats) g.storage()).array();
    float[] gxs = ((Floats) gx.storage()).array();
    int number = ScalarAveragePool.number(w, countPadding, divisor, 0, 0);
    Pieces.run(
        w.planes(),
        2 * w.plane(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int go = g.offset() + p * w.outPlane();
            halves(w, number, gs, go, gxs, gx.offset() + p * w.plane());
          }
        });
  }

  private static void halves(PoolWindows w, float number, float[] g, int go, float[] gx, int xo) {
    int width = w.width();
    int out = w.outWidth();
    for (int i = 0; i < w.outHeight(); i++) {
      int upper = xo + 2 * i * width;
      int lower = upper + width;
      int j = 0;
      for (; j <= out - VectorLanes.COUNT; j += VectorLanes.COUNT) {
        FloatVector part =
            FloatVector.fromArray(VectorLanes.FLOATS, g, go + i * out + j).div(number).add(0);
        FloatVector first = part.rearrange(FIRST_TWICE);
        FloatVector second = part.rearrange(LAST_TWICE);
        first.intoArray(gx, upper + 2 * j);
        second.intoArray(gx, upper + 2 * j + VectorLanes.COUNT);
        first.intoArray(gx, lower + 2 * j);
        second.intoArray(gx, lower + 2 * j + VectorLanes.COUNT);
      }
      for (; j < out; j++) {
        float part = g[go + i * out + j] / number + 0;
        gx[upper + 2 * j] = part;
        gx[upper + 2 * j + 1] = part;
        gx[lower + 2 * j] = part;
        gx[lower + 2 * j + 1] = part;
      }
      Arrays.fill(gx, upper + 2 * out, lower, 0);
      Arrays.fill(gx, lower + 2 * out, lower + width, 0);
    }
    Arrays.fill(gx, xo + 2 * w.outHeight() * width, xo + w.plane(), 0);
  }
}
