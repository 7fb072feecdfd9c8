package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;

/// The largest (or smallest) element so far along `length`, as its index: `indices[o, k, i]` is the
/// last j ≤ k whose element is the largest of elements 0 to k. NaN counts as the largest, and as
/// the smallest; the last NaN wins. All in C order, indices are I64.
public record CumulativeExtremeCall(
    View x, View indices, boolean largest, int outer, int length, int inner) implements KernelCall {

  @Override
  public CumulativeExtremeCall on(Operands operands) {
    return new CumulativeExtremeCall(
        operands.read(x), operands.write(indices), largest, outer, length, inner);
  }

  @Override
  public void scalar() {
    if (!(indices.storage() instanceof Storage.Longs(long[] positions))) {
      throw new IllegalArgumentException("not I64: " + indices.storage());
    }
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int first = o * length * inner + i;
        int best = 0;
        for (int k = 0; k < length; k++) {
          if (k == 0 || replaces(first + best * inner, first + k * inner)) {
            best = k;
          }
          positions[indices.offset() + first + k * inner] = best;
        }
      }
    }
  }

  private boolean replaces(int best, int next) {
    return switch (x.storage()) {
      case Storage.Floats(float[] array) ->
          replaces(array[x.offset() + best], array[x.offset() + next]);
      case Storage.Doubles(double[] array) ->
          replaces(array[x.offset() + best], array[x.offset() + next]);
      case Storage.Ints(int[] array) ->
          replaces(array[x.offset() + best], array[x.offset() + next]);
      case Storage.Longs(long[] array) ->
          largest
              ? array[x.offset() + next] >= array[x.offset() + best]
              : array[x.offset() + next] <= array[x.offset() + best];
      case Storage.Booleans(boolean[] array) ->
          largest
              ? array[x.offset() + next] || !array[x.offset() + best]
              : !array[x.offset() + next] || array[x.offset() + best];
      case Narrow narrow -> throw Unsupported.function("cumulative extreme", narrow);
    };
  }

  private boolean replaces(double best, double next) {
    return Double.isNaN(next) || (largest ? next >= best : next <= best);
  }
}
