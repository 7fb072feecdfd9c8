package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of [NarrowDepthwise]. The weights of a vector of channels stay in registers.
///
/// Tap t has its weights at `w[weights + t·LANES]`; the vector at `ends[end]` is added to the end
/// of each chain. The results are written from `to` on.
final class VectorNarrowDepthwiseTiles {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private VectorNarrowDepthwiseTiles() {}

  /// Computes the results of channels whose taps are neighbours in a row of x, which has `width`
  /// pixels. The taps of row i of the result read the rows of x at `rows[3·i]` to `rows[3·i + 2]`.
  /// The first tap of its first result reads column `first`; from there on, taps and results
  /// proceed by `sign`, 1 or −1. So each row is read once. There is a vector of zeros at 0.
  static void neighbours(
      float[] s,
      int[] rows,
      int width,
      int first,
      int sign,
      int columns,
      float[] w,
      int weights,
      float[] ends,
      int end,
      int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights);
    FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + LANES);
    FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + 2 * LANES);
    FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + 3 * LANES);
    FloatVector w4 = FloatVector.fromArray(SPECIES, w, weights + 4 * LANES);
    FloatVector w5 = FloatVector.fromArray(SPECIES, w, weights + 5 * LANES);
    FloatVector w6 = FloatVector.fromArray(SPECIES, w, weights + 6 * LANES);
    FloatVector w7 = FloatVector.fromArray(SPECIES, w, weights + 7 * LANES);
    FloatVector w8 = FloatVector.fromArray(SPECIES, w, weights + 8 * LANES);
    FloatVector added = FloatVector.fromArray(SPECIES, ends, end);
    for (int row = 0; row < rows.length; row += 3) {
      FloatVector a0 = zero;
      FloatVector a1 = zero;
      FloatVector a2 = zero;
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector b2 = zero;
      int column = first;
      int out = to + (row / 3 * columns + (sign > 0 ? 0 : columns - 1)) * LANES;
      for (int i = -2; i < columns; i++) {
        boolean inside = column >= 0 && column < width;
        int at = column * LANES;
        FloatVector c0 = FloatVector.fromArray(SPECIES, s, inside ? rows[row] + at : 0);
        FloatVector c1 = FloatVector.fromArray(SPECIES, s, inside ? rows[row + 1] + at : 0);
        FloatVector c2 = FloatVector.fromArray(SPECIES, s, inside ? rows[row + 2] + at : 0);
        if (i >= 0) {
          FloatVector sum = w2.fma(c0, w1.fma(b0, w0.fma(a0, zero)));
          sum = w5.fma(c1, w4.fma(b1, w3.fma(a1, sum)));
          sum = w8.fma(c2, w7.fma(b2, w6.fma(a2, sum)));
          sum.add(added).intoArray(s, out);
          out += sign * LANES;
        }
        a0 = b0;
        a1 = b1;
        a2 = b2;
        b0 = c0;
        b1 = c1;
        b2 = c2;
        column += sign;
      }
    }
  }

  /// Computes `pixels` results. Tap t of result p reads the vector at `seen[9·p + t]`.
  static void any(
      float[] s, int[] seen, int pixels, float[] w, int weights, float[] ends, int end, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights);
    FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + LANES);
    FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + 2 * LANES);
    FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + 3 * LANES);
    FloatVector w4 = FloatVector.fromArray(SPECIES, w, weights + 4 * LANES);
    FloatVector w5 = FloatVector.fromArray(SPECIES, w, weights + 5 * LANES);
    FloatVector w6 = FloatVector.fromArray(SPECIES, w, weights + 6 * LANES);
    FloatVector w7 = FloatVector.fromArray(SPECIES, w, weights + 7 * LANES);
    FloatVector w8 = FloatVector.fromArray(SPECIES, w, weights + 8 * LANES);
    FloatVector added = FloatVector.fromArray(SPECIES, ends, end);
    for (int p = 0; p < pixels; p++) {
      int k = 9 * p;
      FloatVector sum = w0.fma(FloatVector.fromArray(SPECIES, s, seen[k]), zero);
      sum = w1.fma(FloatVector.fromArray(SPECIES, s, seen[k + 1]), sum);
      sum = w2.fma(FloatVector.fromArray(SPECIES, s, seen[k + 2]), sum);
      sum = w3.fma(FloatVector.fromArray(SPECIES, s, seen[k + 3]), sum);
      sum = w4.fma(FloatVector.fromArray(SPECIES, s, seen[k + 4]), sum);
      sum = w5.fma(FloatVector.fromArray(SPECIES, s, seen[k + 5]), sum);
      sum = w6.fma(FloatVector.fromArray(SPECIES, s, seen[k + 6]), sum);
      sum = w7.fma(FloatVector.fromArray(SPECIES, s, seen[k + 7]), sum);
      sum = w8.fma(FloatVector.fromArray(SPECIES, s, seen[k + 8]), sum);
      sum.add(added).intoArray(s, to + p * LANES);
    }
  }
}
