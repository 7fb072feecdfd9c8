package dev.adjoint.kernel.convolution.depthwise;

import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.EVEN;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.LANES;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.ODD;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.REACH;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.SPECIES;
import static dev.adjoint.kernel.convolution.depthwise.VectorDepthwiseTiles.ZEROS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The innermost loop of the gradient of a depthwise 3×3 convolution for its weight.
///
/// It processes strips like [VectorDepthwiseTiles], with nine vectors of sums in registers, one for
/// each weight. Beyond the end of a row, g is −0 and x is +0. Their product does not change any
/// sum.
final class VectorDepthwiseWeightTiles {
  private VectorDepthwiseWeightTiles() {}

  /// Adds the contribution of `planes` channels of g to their sums. The sums of channel p and tap t
  /// are the [Depthwise#LANES] lanes at `sums[sumStart + (9·p + t)·Depthwise.LANES]`. Channel p of
  /// g has `rows` rows that are `gStep` apart, and uses channel `p / sharing` of x. The other
  /// arguments are those of [VectorDepthwiseTiles#run].
  static void run(
      float[] g,
      int gStart,
      int gPlane,
      int gStep,
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
      float[] sums,
      int sumStart,
      int planes,
      int rows,
      int columns) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector nothing = FloatVector.broadcast(SPECIES, -0f);
    for (int column = 0; column < columns; column += LANES) {
      int begin = column * step;
      long inside = VectorDepthwiseTiles.lanes(column, 1, columns);
      long bits0 = inside & VectorDepthwiseTiles.lanes(begin + c0, step, width);
      long bits1 = inside & VectorDepthwiseTiles.lanes(begin + c1, step, width);
      long bits2 = inside & VectorDepthwiseTiles.lanes(begin + c2, step, width);
      VectorMask<Float> used = VectorMask.fromLong(SPECIES, inside);
      VectorMask<Float> in0 = VectorMask.fromLong(SPECIES, bits0);
      VectorMask<Float> in1 = VectorMask.fromLong(SPECIES, bits1);
      VectorMask<Float> in2 = VectorMask.fromLong(SPECIES, bits2);
      for (int p = 0; p < planes; p++) {
        int k = sumStart + 9 * p * Depthwise.LANES + column % Depthwise.LANES;
        FloatVector s0 = FloatVector.fromArray(SPECIES, sums, k);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sums, k + Depthwise.LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sums, k + 2 * Depthwise.LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sums, k + 3 * Depthwise.LANES);
        FloatVector s4 = FloatVector.fromArray(SPECIES, sums, k + 4 * Depthwise.LANES);
        FloatVector s5 = FloatVector.fromArray(SPECIES, sums, k + 5 * Depthwise.LANES);
        FloatVector s6 = FloatVector.fromArray(SPECIES, sums, k + 6 * Depthwise.LANES);
        FloatVector s7 = FloatVector.fromArray(SPECIES, sums, k + 7 * Depthwise.LANES);
        FloatVector s8 = FloatVector.fromArray(SPECIES, sums, k + 8 * Depthwise.LANES);
        int plane = xStart + p / sharing * height * width + begin;
        FloatVector a0 = zero;
        FloatVector a1 = zero;
        FloatVector a2 = zero;
        FloatVector b0 = zero;
        FloatVector b1 = zero;
        FloatVector b2 = zero;
        int source = gStart + p * gPlane + column;
        int row = firstRow;
        for (int i = -2; i <= (rows - 1) * step; i++) {
          boolean there = row >= 0 && row < height;
          float[] from = there ? x : ZEROS;
          int at = there ? plane + row * width : REACH;
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
            FloatVector factor = nothing.blend(FloatVector.fromArray(SPECIES, g, source), used);
            s0 = factor.fma(a0, s0);
            s1 = factor.fma(a1, s1);
            s2 = factor.fma(a2, s2);
            s3 = factor.fma(b0, s3);
            s4 = factor.fma(b1, s4);
            s5 = factor.fma(b2, s5);
            s6 = factor.fma(v0, s6);
            s7 = factor.fma(v1, s7);
            s8 = factor.fma(v2, s8);
            source += gStep;
          }
          a0 = b0;
          a1 = b1;
          a2 = b2;
          b0 = v0;
          b1 = v1;
          b2 = v2;
          row += rowStep;
        }
        s0.intoArray(sums, k);
        s1.intoArray(sums, k + Depthwise.LANES);
        s2.intoArray(sums, k + 2 * Depthwise.LANES);
        s3.intoArray(sums, k + 3 * Depthwise.LANES);
        s4.intoArray(sums, k + 4 * Depthwise.LANES);
        s5.intoArray(sums, k + 5 * Depthwise.LANES);
        s6.intoArray(sums, k + 6 * Depthwise.LANES);
        s7.intoArray(sums, k + 7 * Depthwise.LANES);
        s8.intoArray(sums, k + 8 * Depthwise.LANES);
      }
    }
  }
}
