package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;

/// Sums the columns of an array, each in the order of [FloatReduce#run]. A vector holds
/// neighbouring columns, so no operation crosses lanes.
public final class VectorColumns {
  /// The lanes of a sum, see [Reduction].
  private static final int LANES = 16;

  /// The floats of scratch memory that [#sum] needs.
  public static final int ROOM = LANES * VectorLanes.COUNT;

  private VectorColumns() {}

  /// Sums `n` rows, one vector wide and `step` elements apart, starting at `at`, and writes the
  /// sums to `to`.
  public static void sum(float[] s, int at, int step, int n, int room, int to) {
    for (int j = 0; j < n; j += Reduction.BLOCK) {
      block(s, at + j * step, step, Math.min(Reduction.BLOCK, n - j), room);
      FloatVector sum = FloatVector.fromArray(VectorLanes.FLOATS, s, room);
      if (j > 0) {
        sum = FloatVector.fromArray(VectorLanes.FLOATS, s, to).add(sum);
      }
      sum.intoArray(s, to);
    }
  }

  /// Sums one block and leaves the sums in the first lane.
  private static void block(float[] s, int at, int step, int n, int room) {
    for (int l = 0; l < LANES; l++) {
      FloatVector sum = FloatVector.zero(VectorLanes.FLOATS);
      for (int j = l; j < n; j += LANES) {
        sum = FloatVector.fromArray(VectorLanes.FLOATS, s, at + j * step).add(sum);
      }
      sum.intoArray(s, room + l * VectorLanes.COUNT);
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        int low = room + l * VectorLanes.COUNT;
        FloatVector high =
            FloatVector.fromArray(VectorLanes.FLOATS, s, low + half * VectorLanes.COUNT);
        FloatVector.fromArray(VectorLanes.FLOATS, s, low).add(high).intoArray(s, low);
      }
    }
  }
}
