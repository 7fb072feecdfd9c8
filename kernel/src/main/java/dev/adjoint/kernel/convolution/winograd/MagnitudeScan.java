package dev.adjoint.kernel.convolution.winograd;

/// The pass over the data that finds its largest absolute values: [#SCALAR] or [VectorMagnitudes].
///
/// Absolute values are compared as the bits of their floats: for numbers that are not negative the
/// order of the bits is the order of the numbers, and NaN is above infinity.
@FunctionalInterface
public interface MagnitudeScan {

  /// The definition.
  MagnitudeScan SCALAR = MagnitudeScan::scalar;

  /// Raises `to[i]` to the largest of the bits of `|from[start + p·step + i]|` for `p < planes`
  /// where that is larger, for `i < count`.
  void raise(int[] to, float[] from, int start, int step, int planes, int count);

  private static void scalar(int[] to, float[] from, int start, int step, int planes, int count) {
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < count; i++) {
        to[i] = Math.max(to[i], bits(from[start + plane * step + i]));
      }
    }
  }

  /// The bits of |x|.
  static int bits(float x) {
    return Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
  }
}
