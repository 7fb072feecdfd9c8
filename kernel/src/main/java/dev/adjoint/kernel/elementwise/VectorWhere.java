package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// `y = condition ? a : b` in F32 on vectors, without a branch: with a random condition, a branch
/// would make it ten times slower.
public final class VectorWhere {
  private VectorWhere() {}

  public static void run(View condition, View a, View b, View y) {
    Elementwise.apply(
        (s, at, n) -> {
          boolean[] c = ((Booleans) s[0]).array();
          float[] p = ((Floats) s[1]).array();
          float[] q = ((Floats) s[2]).array();
          choose(c, at[0], p, at[1], q, at[2], ((Floats) s[3]).array(), at[3], n);
        },
        condition,
        a,
        b,
        y);
  }

  private static void choose(
      boolean[] c, int co, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      q.blend(p, VectorMask.fromArray(VectorLanes.FLOATS, c, co + i)).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
    }
  }
}
