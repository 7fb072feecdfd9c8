package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// Floating-point products with a long k, such as the gradient of a weight over many rows. k is cut
/// into slices of [#SLICE] steps. Each slice is a separate product, and the results of the slices
/// are added in order.
final class LongMatmul {
  /// The number of steps of k in one slice, a whole number of blocks.
  static final int SLICE = 64 * MatrixProduct.BLOCK;

  /// Multiplies one slice.
  interface Way {
    void run(View a, View b, View c);
  }

  private LongMatmul() {}

  static void run(View a, View b, View c, Way way) {
    int axis = a.sizes().length - 1;
    int k = a.sizes()[axis];
    if (k <= SLICE) {
      way.run(a, b, c);
      return;
    }
    switch (c.storage()) {
      case Floats(float[] y) -> {
        float[] part = new float[c.count()];
        View to = View.contiguous(new Floats(part), c.sizes());
        for (int from = 0; from < k; from += SLICE) {
          int steps = Math.min(SLICE, k - from);
          way.run(slice(a, axis, from, steps), slice(b, axis - 1, from, steps), to);
          for (int i = 0; i < part.length; i++) {
            y[c.offset() + i] = from == 0 ? part[i] : y[c.offset() + i] + part[i];
          }
        }
      }
      case Doubles(double[] y) -> {
        double[] part = new double[c.count()];
        View to = View.contiguous(new Doubles(part), c.sizes());
        for (int from = 0; from < k; from += SLICE) {
          int steps = Math.min(SLICE, k - from);
          way.run(slice(a, axis, from, steps), slice(b, axis - 1, from, steps), to);
          for (int i = 0; i < part.length; i++) {
            y[c.offset() + i] = from == 0 ? part[i] : y[c.offset() + i] + part[i];
          }
        }
      }
      default -> way.run(a, b, c);
    }
  }

  private static View slice(View x, int axis, int from, int steps) {
    int[] sizes = x.sizes().clone();
    sizes[axis] = steps;
    return x.with(x.offset() + from * x.strides()[axis], sizes, x.strides());
  }
}
