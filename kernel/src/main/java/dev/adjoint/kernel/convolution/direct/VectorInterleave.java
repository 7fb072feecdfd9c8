package dev.adjoint.kernel.convolution.direct;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Interleaves two rows of F32 numbers.
final class VectorInterleave {
  private static final VectorSpecies<Float> SPECIES = VectorConvolutionTiles.SPECIES;
  private static final int LANES = VectorConvolutionTiles.LANES;
  private static final FloatVector ZIP_LOW = zip(0);
  private static final FloatVector ZIP_HIGH = zip(LANES / 2);

  private VectorInterleave() {}

  /// Interleaves two rows in whole vectors: `y[to + 2i] = x[from + i]`, `y[to + 2i + 1] = x[from +
  /// apart + i]`.
  ///
  /// @param length of the result
  /// @return how many elements of each row are done
  static int rows(float[] x, int from, int apart, int length, float[] y, int to) {
    int i = 0;
    for (; 2 * (i + LANES) <= length; i += LANES) {
      FloatVector even = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector odd = FloatVector.fromArray(SPECIES, x, from + apart + i);
      ZIP_LOW.selectFrom(even, odd).intoArray(y, to + 2 * i);
      ZIP_HIGH.selectFrom(even, odd).intoArray(y, to + 2 * i + LANES);
    }
    if (2 * i + LANES <= length) {
      FloatVector even = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector odd = FloatVector.fromArray(SPECIES, x, from + apart + i);
      ZIP_LOW.selectFrom(even, odd).intoArray(y, to + 2 * i);
      i += LANES / 2;
    }
    return i;
  }

  /// The indices that interleave two vectors, as lanes of both counted through, from lane `first`
  /// on.
  private static FloatVector zip(int first) {
    float[] lanes = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = first + lane / 2 + lane % 2 * LANES;
    }
    return FloatVector.fromArray(SPECIES, lanes, 0);
  }
}
