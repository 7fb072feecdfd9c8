package dev.adjoint.kernel;

import jdk.incubator.vector.FloatVector;

/// Sums down the columns of an array, each in the order of [Reduction#SUM]: vectors run across the
/// columns, so nothing crosses lanes.
final class VectorColumns {
  /// The lanes of a sum, see [Reduction].
  private static final int LANES = 16;

  /// Floats of working memory that [#sum] needs.
  static final int ROOM = LANES * Lanes.COUNT;

  private VectorColumns() {}

  /// Sums `n` rows, `step` apart, of a vector's width from `at`, and writes the sums to `to`.
  static void sum(float[] s, int at, int step, int n, int room, int to) {
    for (int j = 0; j < n; j += Reduction.BLOCK) {
      block(s, at + j * step, step, Math.min(Reduction.BLOCK, n - j), room);
      FloatVector sum = FloatVector.fromArray(Lanes.FLOATS, s, room);
      if (j > 0) {
        sum = FloatVector.fromArray(Lanes.FLOATS, s, to).add(sum);
      }
      sum.intoArray(s, to);
    }
  }

  /// One block, its sums left in the first of the lanes.
  private static void block(float[] s, int at, int step, int n, int room) {
    for (int l = 0; l < LANES; l++) {
      FloatVector sum = FloatVector.zero(Lanes.FLOATS);
      for (int j = l; j < n; j += LANES) {
        sum = sum.add(FloatVector.fromArray(Lanes.FLOATS, s, at + j * step));
      }
      sum.intoArray(s, room + l * Lanes.COUNT);
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        int low = room + l * Lanes.COUNT;
        FloatVector high = FloatVector.fromArray(Lanes.FLOATS, s, low + half * Lanes.COUNT);
        FloatVector.fromArray(Lanes.FLOATS, s, low).add(high).intoArray(s, low);
      }
    }
  }
}
