package dev.adjoint.kernel.index;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import jdk.incubator.vector.FloatVector;

/// [SelectCall] of F32 slices that are a few vectors long, for which a call of `System.arraycopy`
/// takes longer than the copy.
final class VectorSelect {
  /// From this length on, calling `System.arraycopy` costs little.
  private static final int LONG = 2048;

  private VectorSelect() {}

  static boolean suits(int inner) {
    return inner >= VectorLanes.COUNT && inner < LONG;
  }

  static void run(View x, View index, View y, int outer, int length, int count, int inner) {
    float[] from = ((Floats) x.storage()).array();
    float[] to = ((Floats) y.storage()).array();
    long[] at = ((Longs) index.storage()).array();
    Pieces.run(
        outer * count,
        inner,
        (first, end) -> {
          int j = first % count;
          int base = x.offset() + first / count * length * inner;
          int written = y.offset() + first * inner;
          for (int r = first; r < end; r++) {
            int row = (int) at[index.offset() + j];
            copy(from, base + row * inner, to, written, inner);
            written += inner;
            j++;
            if (j == count) {
              j = 0;
              base += length * inner;
            }
          }
        });
  }

  /// The last vector ends at the end of the slice, so it may repeat elements of the one before.
  private static void copy(float[] from, int start, float[] to, int at, int length) {
    for (int i = 0; i < length - VectorLanes.COUNT; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, from, start + i).intoArray(to, at + i);
    }
    int last = length - VectorLanes.COUNT;
    FloatVector.fromArray(VectorLanes.FLOATS, from, start + last).intoArray(to, at + last);
  }
}
