package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.matmul.PanelPacking;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;

/// Products over the keys on vectors: each block of [FloatAttention#KEYS] keys is one chain, and
/// the results of the blocks are added in order.
final class VectorKeyBlocks {
  private static final int KEYS = FloatAttention.KEYS;

  private VectorKeyBlocks() {}

  /// The room that [#product] needs for the results of one block.
  static int room(int keys, int columns) {
    return keys > KEYS ? VectorTiles.HEIGHT * columns : 0;
  }

  /// `c = a·b` with whole panels of b, all in one array.
  ///
  /// @param part the start of [#room]
  static void product(
      float[] s,
      int a,
      int aStep,
      int rows,
      int b,
      int bPanel,
      int n,
      int c,
      int columns,
      int part) {
    chain(s, a, aStep, rows, b, bPanel, Math.min(KEYS, n), c, columns);
    for (int from = KEYS; from < n; from += KEYS) {
      int next = b + from * VectorTiles.WIDTH;
      chain(s, a + from, aStep, rows, next, bPanel, Math.min(KEYS, n - from), part, columns);
      for (int i = 0; i < rows * columns; i += VectorLanes.COUNT) {
        FloatVector sum = FloatVector.fromArray(VectorLanes.FLOATS, s, c + i);
        sum.add(FloatVector.fromArray(VectorLanes.FLOATS, s, part + i)).intoArray(s, c + i);
      }
    }
  }

  private static void chain(
      float[] s, int a, int aStep, int rows, int b, int bPanel, int n, int c, int columns) {
    PanelPacking.product(s, a, aStep, rows, s, b, bPanel, n, s, c, columns, columns, false);
  }
}
