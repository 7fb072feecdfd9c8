package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;

/// ANY and ALL; the order of elements does not affect the result.
final class BooleanReduce {
  private BooleanReduce() {}

  static void run(
      Reduction f, boolean[] x, int xo, boolean[] y, int yo, int outer, int length, int inner) {
    if (f != Reduction.ANY && f != Reduction.ALL) {
      throw Unsupported.function(f, new Storage.Booleans(x));
    }
    boolean decides = f == Reduction.ANY;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int start = xo + o * length * inner + i;
        boolean found = false;
        for (int l = 0; l < length && !found; l++) {
          found = x[start + l * inner] == decides;
        }
        y[yo + o * inner + i] = found == decides;
      }
    }
  }
}
