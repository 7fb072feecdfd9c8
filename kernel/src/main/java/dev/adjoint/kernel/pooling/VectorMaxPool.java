package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// [FloatMaxPool] on vectors, one lane for each of several neighbouring windows. It handles windows
/// of stride 1 or 2 between the left and the right edge of the image, and leaves adjacent windows
/// of 2×2 to [VectorHalvedMaxPool].
public final class VectorMaxPool {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> 2 * i % VectorLanes.COUNT);
  private static final VectorMask<Float> UPPER =
      VectorMask.fromLong(VectorLanes.FLOATS, -1L << (VectorLanes.COUNT / 2));
  private static final IntVector ZERO = IntVector.zero(VectorLanes.INTS);

  private VectorMaxPool() {}

  public static void run(PoolWindows w, View x, View y, View indices) {
    if (!w.isHalving() && w.strideWidth() > 2) {
      ScalarMaxPool.run(w, x, y, indices);
      return;
    }
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    int[] at = ((Ints) indices.storage()).array();
    Pieces.run(
        w.planes(),
        w.outPlane() * w.kernelHeight() * w.kernelWidth(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            int xo = x.offset() + p * w.plane();
            int yo = y.offset() + p * w.outPlane();
            int po = indices.offset() + p * w.outPlane();
            if (w.isHalving()) {
              VectorHalvedMaxPool.plane(w, xs, xo, ys, yo, at, po);
            } else {
              plane(w, xs, xo, ys, yo, at, po);
            }
          }
        });
  }

  private static void plane(
      PoolWindows w, float[] x, int xo, float[] y, int yo, int[] indices, int po) {
    int begin = w.firstWithin();
    int end = w.endWithin();
    for (int i = 0; i < w.outHeight(); i++) {
      int out = i * w.outWidth();
      for (int j = 0; j < begin; j++) {
        FloatMaxPool.window(w, i, j, x, xo, y, yo + out + j, indices, po + out + j);
      }
      int done = row(w, i, begin, end, x, xo, y, yo + out, indices, po + out);
      for (int j = done; j < w.outWidth(); j++) {
        FloatMaxPool.window(w, i, j, x, xo, y, yo + out + j, indices, po + out + j);
      }
    }
  }

  /// Computes the windows `begin` to `end` of a row. Returns the first one that is not computed.
  private static int row(
      PoolWindows w,
      int i,
      int begin,
      int end,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] indices,
      int po) {
    int top = i * w.strideHeight() - w.paddingHeight();
    int skipped = top < 0 ? Math.ceilDiv(-top, w.dilationHeight()) : 0;
    int first = top + skipped * w.dilationHeight();
    int last = Math.min(top + (w.kernelHeight() - 1) * w.dilationHeight(), w.height() - 1);
    if (first > last) {
      return begin;
    }
    int stride = w.strideWidth();
    int lastColumn = (w.kernelWidth() - 1) * w.dilationWidth();
    // Elements loaded beyond the end of a row are other elements of the storage, and their results
    // are not stored. Narrow processors cannot store part of a vector.
    int reach = last * w.width() + lastColumn + stride * VectorLanes.COUNT;
    for (int j = begin; j < end; j += VectorLanes.COUNT) {
      int left = j * stride - w.paddingWidth();
      boolean isWhole = j + VectorLanes.COUNT <= end;
      if (xo + left + reach > x.length || (!isWhole && VectorLanes.COUNT < 8)) {
        return j;
      }
      int at = first * w.width() + left;
      IntVector steps = ZERO.addIndex(stride);
      FloatVector largest = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + at);
      if (stride == 2) {
        int after = xo + at + VectorLanes.COUNT;
        FloatVector rest = FloatVector.fromArray(VectorLanes.FLOATS, x, after);
        largest = largest.rearrange(EVEN).blend(rest.rearrange(EVEN), UPPER);
      }
      IntVector index = steps.add(at);
      for (int line = first; line <= last; line += w.dilationHeight()) {
        int start = line * w.width() + left;
        for (int column = start; column <= start + lastColumn; column += w.dilationWidth()) {
          FloatVector value = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + column);
          if (stride == 2) {
            int after = xo + column + VectorLanes.COUNT;
            FloatVector rest = FloatVector.fromArray(VectorLanes.FLOATS, x, after);
            value = value.rearrange(EVEN).blend(rest.rearrange(EVEN), UPPER);
          }
          VectorMask<Float> wins =
              value.compare(VectorOperators.GT, largest).or(value.test(VectorOperators.IS_NAN));
          VectorMask<Float> loses = wins.not();
          largest = value.blend(largest, loses);
          index = steps.add(column).blend(index, loses.cast(VectorLanes.INTS));
        }
      }
      if (isWhole) {
        largest.intoArray(y, yo + j);
        index.intoArray(indices, po + j);
      } else {
        VectorMask<Float> part = VectorLanes.FLOATS.indexInRange(j, end);
        largest.intoArray(y, yo + j, part);
        index.intoArray(indices, po + j, part.cast(VectorLanes.INTS));
      }
    }
    return end;
  }
}
