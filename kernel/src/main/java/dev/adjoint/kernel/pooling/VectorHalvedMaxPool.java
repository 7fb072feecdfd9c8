package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// [FloatMaxPool] on vectors for adjacent windows of 2×2. Two vectors of a row are split into even
/// and odd columns, and then the four elements of each window are compared in order.
final class VectorHalvedMaxPool {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> 2 * i % VectorLanes.COUNT);
  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(VectorLanes.FLOATS, i -> (2 * i + 1) % VectorLanes.COUNT);
  private static final VectorMask<Float> UPPER =
      VectorMask.fromLong(VectorLanes.FLOATS, -1L << (VectorLanes.COUNT / 2));
  private static final IntVector STEPS = IntVector.broadcast(VectorLanes.INTS, 0).addIndex(2);

  private VectorHalvedMaxPool() {}

  static void plane(PoolWindows w, float[] x, int xo, float[] y, int yo, int[] indices, int po) {
    int width = w.width();
    int out = w.outWidth();
    int whole = VectorLanes.whole(out);
    VectorMask<Float> part = VectorLanes.FLOATS.indexInRange(whole, out);
    VectorMask<Integer> partOfPlaces = part.cast(VectorLanes.INTS);
    for (int i = 0; i < w.outHeight(); i++) {
      for (int j = 0; j < out; j += VectorLanes.COUNT) {
        int index = 2 * i * width + 2 * j;
        int top = xo + index;
        boolean isWhole = j < whole;
        // Elements loaded beyond the end of a row are other elements of the storage, and their
        // results are not stored. Narrow processors cannot store part of a vector.
        if (!isWhole && (VectorLanes.COUNT < 8 || top + width + 2 * VectorLanes.COUNT > x.length)) {
          for (int k = j; k < out; k++) {
            FloatMaxPool.window(w, i, k, x, xo, y, yo + i * out + k, indices, po + i * out + k);
          }
          break;
        }
        FloatVector a = FloatVector.fromArray(VectorLanes.FLOATS, x, top);
        FloatVector b = FloatVector.fromArray(VectorLanes.FLOATS, x, top + VectorLanes.COUNT);
        FloatVector c = FloatVector.fromArray(VectorLanes.FLOATS, x, top + width);
        FloatVector d =
            FloatVector.fromArray(VectorLanes.FLOATS, x, top + width + VectorLanes.COUNT);
        FloatVector largest = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER);
        FloatVector second = a.rearrange(ODD).blend(b.rearrange(ODD), UPPER);
        FloatVector third = c.rearrange(EVEN).blend(d.rearrange(EVEN), UPPER);
        FloatVector fourth = c.rearrange(ODD).blend(d.rearrange(ODD), UPPER);
        IntVector first = STEPS.add(index);
        IntVector chosen = first;
        VectorMask<Float> wins =
            second.compare(VectorOperators.GT, largest).or(second.test(VectorOperators.IS_NAN));
        largest = largest.blend(second, wins);
        chosen = chosen.blend(first.add(1), wins.cast(VectorLanes.INTS));
        wins = third.compare(VectorOperators.GT, largest).or(third.test(VectorOperators.IS_NAN));
        largest = largest.blend(third, wins);
        chosen = chosen.blend(first.add(width), wins.cast(VectorLanes.INTS));
        wins = fourth.compare(VectorOperators.GT, largest).or(fourth.test(VectorOperators.IS_NAN));
        largest = largest.blend(fourth, wins);
        chosen = chosen.blend(first.add(width + 1), wins.cast(VectorLanes.INTS));
        if (isWhole) {
          largest.intoArray(y, yo + i * out + j);
          chosen.intoArray(indices, po + i * out + j);
        } else {
          largest.intoArray(y, yo + i * out + j, part);
          chosen.intoArray(indices, po + i * out + j, partOfPlaces);
        }
      }
    }
  }
}
