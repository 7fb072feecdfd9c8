package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of a depthwise 3×3 convolution and of its gradient for the image at stride 1.
///
/// Vectors run along a row of the result. The loop processes a strip one vector wide from top to
/// bottom. The elements of the last three rows that the three columns of the kernel need stay in
/// registers, so each row of the image is read once, in place. Masks give zeros for missing
/// columns.
///
/// The code is unrolled by hand because a vector must not cross a method boundary.
final class VectorDepthwiseTiles {
  static final VectorSpecies<Float> SPECIES = VectorLanes.FLOATS;
  static final int LANES = VectorLanes.COUNT;

  /// The largest distance between a column of the kernel and that of the result, and the largest
  /// distance outside a channel at which elements are read.
  static final int REACH = 1024;

  /// The elements that are read for a missing row.
  static final float[] ZEROS = new float[2 * REACH];

  /// The even and the odd lanes of two vectors, counted through.
  static final FloatVector EVEN = everySecond(0);

  static final FloatVector ODD = everySecond(1);

  private VectorDepthwiseTiles() {}

  private static FloatVector everySecond(int first) {
    float[] lanes = new float[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = first + 2 * i;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }

  /// A mask with one bit for each lane l for which `first + l·step` is one of `count` columns.
  static long lanes(int first, int step, int count) {
    int begin = Math.clamp(Math.ceilDiv(-first, step), 0, LANES);
    int end = Math.clamp(Math.ceilDiv(count - first, step), begin, LANES);
    return (1L << end) - (1L << begin);
  }

  /// Computes `planes` channels of y, each of `rows` rows and `columns` columns.
  ///
  /// Channel p has its weights at `w[wStart + 9·p]`, adds `ends[endStart + p]` to the end of each
  /// chain and reads channel `p / sharing` of x. Row 0 of y uses rows `firstRow`, `firstRow +
  /// rowStep` and `firstRow + 2·rowStep` of x. Row i uses the rows that are `i·step·rowStep`
  /// further down. Column 0 uses columns c0, c1 and c2 of x. The chains are in the order of these
  /// rows, or, if `upward`, from the last to the first. The weights are in the same order as the
  /// chains.
  ///
  /// With a step of 2, the columns of the kernel are neighbours, and so are all channels of x.
  static void run(
      float[] w,
      int wStart,
      float[] ends,
      int endStart,
      float[] x,
      int xStart,
      int height,
      int width,
      int sharing,
      int step,
      int firstRow,
      int rowStep,
      int c0,
      int c1,
      int c2,
      boolean upward,
      float[] y,
      int yStart,
      int yPlane,
      int yStep,
      int planes,
      int rows,
      int columns) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int last = Math.max(columns - LANES, 0);
    VectorMask<Float> used = VectorMask.fromLong(SPECIES, lanes(0, 1, columns));
    for (int j = 0; j < columns; j += LANES) {
      // The last strip begins early enough to end at the end of the row.
      int column = Math.min(j, last);
      int begin = column * step;
      VectorMask<Float> in0 = VectorMask.fromLong(SPECIES, lanes(begin + c0, step, width));
      VectorMask<Float> in1 = VectorMask.fromLong(SPECIES, lanes(begin + c1, step, width));
      VectorMask<Float> in2 = VectorMask.fromLong(SPECIES, lanes(begin + c2, step, width));
      for (int p = 0; p < planes; p++) {
        int k = wStart + 9 * p;
        FloatVector w0 = FloatVector.broadcast(SPECIES, w[k]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, w[k + 1]);
        FloatVector w2 = FloatVector.broadcast(SPECIES, w[k + 2]);
        FloatVector w3 = FloatVector.broadcast(SPECIES, w[k + 3]);
        FloatVector w4 = FloatVector.broadcast(SPECIES, w[k + 4]);
        FloatVector w5 = FloatVector.broadcast(SPECIES, w[k + 5]);
        FloatVector w6 = FloatVector.broadcast(SPECIES, w[k + 6]);
        FloatVector w7 = FloatVector.broadcast(SPECIES, w[k + 7]);
        FloatVector w8 = FloatVector.broadcast(SPECIES, w[k + 8]);
        FloatVector end = FloatVector.broadcast(SPECIES, ends[endStart + p]);
        int plane = xStart + p / sharing * height * width + begin;
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector a2 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        FloatVector b2 = zero;
        int to = yStart + p * yPlane + column;
        int row = firstRow;
        for (int i = -2; i <= (rows - 1) * step; i++) {
          boolean inside = row >= 0 && row < height;
          float[] from = inside ? x : ZEROS;
          int at = inside ? plane + row * width : REACH;
          FloatVector v0;
          FloatVector v1;
          FloatVector v2;
          if (step == 1) {
            v0 = FloatVector.fromArray(SPECIES, from, at + c0);
            v1 = FloatVector.fromArray(SPECIES, from, at + c1);
            v2 = FloatVector.fromArray(SPECIES, from, at + c2);
          } else {
            FloatVector low = FloatVector.fromArray(SPECIES, from, at + c0);
            FloatVector high = FloatVector.fromArray(SPECIES, from, at + c0 + LANES);
            FloatVector lowAfter = FloatVector.fromArray(SPECIES, from, at + c0 + 2);
            FloatVector highAfter = FloatVector.fromArray(SPECIES, from, at + c0 + 2 + LANES);
            v0 = EVEN.selectFrom(low, high);
            v1 = ODD.selectFrom(low, high);
            v2 = EVEN.selectFrom(lowAfter, highAfter);
          }
          v0 = zero.blend(v0, in0);
          v1 = zero.blend(v1, in1);
          v2 = zero.blend(v2, in2);
          if (i >= 0 && (step == 1 || (i & 1) == 0)) {
            FloatVector sum;
            if (upward) {
              sum = w2.fma(v2, w1.fma(v1, w0.fma(v0, zero)));
              sum = w5.fma(b2, w4.fma(b1, w3.fma(b0, sum)));
              sum = w8.fma(a2, w7.fma(a1, w6.fma(a0, sum)));
            } else {
              sum = w2.fma(a2, w1.fma(a1, w0.fma(a0, zero)));
              sum = w5.fma(b2, w4.fma(b1, w3.fma(b0, sum)));
              sum = w8.fma(v2, w7.fma(v1, w6.fma(v0, sum)));
            }
            if (columns >= LANES) {
              sum.add(end).intoArray(y, to);
            } else {
              sum.add(end).intoArray(y, to, used);
            }
            to += yStep;
          }
          a0 = b0;
          a1 = b1;
          a2 = b2;
          b0 = v0;
          b1 = v1;
          b2 = v2;
          row += rowStep;
        }
      }
    }
  }
}
