package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.work.Pieces;

/// Copies F32 windows whose neighbours in the source are far apart in the target, such as a
/// transposed matrix, tile by tile. A copy along one axis alone would fetch each cache line once
/// for every element in it.
final class TransposedCopy {
  /// The number of elements of a tile along the contiguous axis of the source and along that of the
  /// target.
  private static final int DEPTH = 32;

  private static final int WIDTH = 8;

  private TransposedCopy() {}

  /// The axis along which the source is contiguous, if a copy by tiles is faster; else −1.
  static int axis(Nest nest) {
    int run = nest.rank() - 1;
    boolean far = nest.stride(0) > 1 || nest.stride(0) < -1;
    if (far && nest.stride(1) == 1 && nest.length() >= WIDTH) {
      for (int axis = 0; axis < run; axis++) {
        if (nest.stride(0, axis) == 1 && nest.size(axis) >= WIDTH) {
          return axis;
        }
      }
    }
    return -1;
  }

  static void run(float[] x, int xo, float[] y, int yo, Nest nest, int axis) {
    int depth = nest.size(axis);
    int width = nest.length();
    int strips = Math.ceilDiv(depth, DEPTH);
    int planes = nest.runs() / depth;
    Pieces.run(
        planes * strips,
        DEPTH * width,
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int from = xo;
            int to = yo;
            int rest = unit / strips;
            for (int a = nest.rank() - 2; a >= 0; a--) {
              if (a != axis) {
                from += rest % nest.size(a) * nest.stride(0, a);
                to += rest % nest.size(a) * nest.stride(1, a);
                rest /= nest.size(a);
              }
            }
            int start = unit % strips * DEPTH;
            int rows = Math.min(DEPTH, depth - start);
            int step = nest.stride(1, axis);
            strip(x, from + start, nest.stride(0), y, to + start * step, step, rows, width);
          }
        });
  }

  /// `y[r·ys + c] = x[r + c·xs]` for r below `rows` and c below `width`.
  private static void strip(
      float[] x, int xo, int xs, float[] y, int yo, int ys, int rows, int width) {
    for (int left = 0; left < width; left += WIDTH) {
      int right = Math.min(width, left + WIDTH);
      for (int r = 0; r < rows; r++) {
        for (int c = left; c < right; c++) {
          y[yo + r * ys + c] = x[xo + r + c * xs];
        }
      }
    }
  }
}
