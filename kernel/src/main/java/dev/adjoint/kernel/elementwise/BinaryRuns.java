package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Copying;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.strided.Nest;
import dev.adjoint.kernel.work.Pieces;

/// Elementwise F32 functions of two arguments: finds the runs in which each operand has stride 1 or
/// is one number, and passes all other layouts to [Elementwise].
public final class BinaryRuns {
  private BinaryRuns() {}

  public static void run(Binary f, View a, View b, View y) {
    float[] as = ((Floats) a.storage()).array();
    float[] bs = ((Floats) b.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    if (a.isContiguous() && b.isContiguous() && y.isContiguous()) {
      int ao = a.offset();
      int bo = b.offset();
      int yo = y.offset();
      Pieces.run(
          y.count(),
          1,
          (from, to) -> VectorPair.run(f, as, ao + from, bs, bo + from, ys, yo + from, to - from));
      return;
    }
    Nest nest = Nest.of(a, b, y);
    int left = nest.stride(0);
    int right = nest.stride(1);
    boolean runs = nest.stride(2) == 1 && Elementwise.worthCalls(nest);
    if (runs && left == 1 && right == 1) {
      nest.forEachPiece(
          (p, from, n) -> VectorPair.run(f, as, p[0] + from, bs, p[1] + from, ys, p[2] + from, n));
    } else if (runs && left == 1 && right == 0 && VectorScale.has(f)) {
      nest.forEachPiece(
          (p, from, n) -> VectorScale.run(f, false, bs[p[1]], as, p[0] + from, ys, p[2] + from, n));
    } else if (runs && left == 0 && right == 1 && VectorScale.has(f)) {
      nest.forEachPiece(
          (p, from, n) -> VectorScale.run(f, true, as[p[0]], bs, p[1] + from, ys, p[2] + from, n));
    } else {
      Elementwise.apply(
          (s, at, n) -> {
            float[] to = ((Floats) s[2]).array();
            VectorPair.run(
                f, ((Floats) s[0]).array(), at[0], ((Floats) s[1]).array(), at[1], to, at[2], n);
          },
          a,
          b,
          y);
    }
  }

  /// `y[yo + i] += x[xo + i]` for i below n.
  public static void addRun(Storage x, int xo, Storage y, int yo, int n) {
    float[] to = ((Floats) y).array();
    VectorPair.run(Binary.ADD, to, yo, ((Floats) x).array(), xo, to, yo, n);
  }

  /// Computes `y += x` if this class has a fast loop for the layout; returns whether it did. Except
  /// for tiny arrays, no element of y may occur twice in such a layout.
  public static boolean add(View x, View y) {
    if (y.sizes().length == 2 && y.count() <= Copying.TINY) {
      Copying.addTiny(((Floats) x.storage()).array(), x, ((Floats) y.storage()).array(), y);
      return true;
    }
    Nest nest = Nest.of(x, y);
    int stride = nest.stride(0);
    if (nest.stride(1) != 1 || (stride != 1 && stride != 0) || nest.overlaps(1)) {
      return false;
    }
    float[] xs = ((Floats) x.storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    if (stride == 1) {
      nest.forEachPiece((p, from, n) ->
          VectorPair.run(Binary.ADD, ys, p[1] + from, xs, p[0] + from, ys, p[1] + from, n));
    } else {
      nest.forEachPiece((p, from, n) ->
          VectorScale.run(Binary.ADD, false, xs[p[0]], ys, p[1] + from, ys, p[1] + from, n));
    }
    return true;
  }
}
