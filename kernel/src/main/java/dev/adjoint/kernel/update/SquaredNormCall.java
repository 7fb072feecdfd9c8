package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The sum of the squares of all elements of all arrays, written to `norm`, one element of F64.
///
/// In each array, blocks of `Reduction.BLOCK` elements are summed over 16 lanes as in `Reduction`,
/// element by element as `lane ← fma(x, x, lane)`; the sums of the blocks are added in double
/// precision, in order.
public record SquaredNormCall(View[] arrays, View norm) implements UpdateCall {

  /// Computes the sum with the kernels that are active on this thread.
  public static double of(View[] arrays) {
    Storage.Doubles norm = new Storage.Doubles(new double[1]);
    new SquaredNormCall(arrays, View.contiguous(norm)).run();
    return norm.array()[0];
  }

  @Override
  public void scalar() {
    ((Storage.Doubles) norm.storage()).array()[norm.offset()] = ScalarUpdate.squaredNorm(arrays);
  }

  @Override
  public void vector() {
    ((Storage.Doubles) norm.storage()).array()[norm.offset()] =
        ScalarUpdate.squaredNorm(arrays, VectorUpdate::squares);
  }
}
