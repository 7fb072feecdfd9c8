package dev.adjoint.tensor.op;

/// A C-ordered array treated as `[outer, length, inner]`, where a kernel works along `length`. This
/// is the layout that the kernels expect.
public record Runs(int outer, int length, int inner) {

  /// The runs along one axis.
  public static Runs along(int axis, int... sizes) {
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (i < axis) {
        outer *= sizes[i];
      } else if (i > axis) {
        inner *= sizes[i];
      }
    }
    return new Runs(outer, sizes[axis], inner);
  }
}
