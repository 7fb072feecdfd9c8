package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;

/// Elementwise F32 functions of two arguments: finds the runs in which each operand has stride 1 or
/// is one number, and leaves all other layouts to [Elementwise].
final class VectorBinary {
  private VectorBinary() {}

  static void run(Binary f, View a, View b, View y) {
    if (VectorScale.has(f) && !(a.isContiguous() && b.isContiguous())) {
      Nest nest = Nest.of(a, b, y);
      boolean left = nest.stride(0) == 0 && nest.stride(1) == 1;
      boolean right = nest.stride(0) == 1 && nest.stride(1) == 0;
      if ((left || right) && nest.stride(2) == 1 && Elementwise.worthCalls(nest)) {
        scale(f, left, nest, a, b, y);
        return;
      }
    }
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

  private static void scale(Binary f, boolean numberFirst, Nest nest, View a, View b, View y) {
    int many = numberFirst ? 1 : 0;
    int one = 1 - many;
    float[] xs = ((Floats) (numberFirst ? b : a).storage()).array();
    float[] cs = ((Floats) (numberFirst ? a : b).storage()).array();
    float[] ys = ((Floats) y.storage()).array();
    nest.forEachPiece((p, from, n) ->
        VectorScale.run(f, numberFirst, cs[p[one]], xs, p[many] + from, ys, p[2] + from, n));
  }
}
