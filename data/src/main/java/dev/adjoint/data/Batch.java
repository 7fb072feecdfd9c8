package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;

/// Some samples that are worked on in one step.
///
/// @param index position in the epoch, from 0
/// @param rows which samples of the data set these are
/// @param features their inputs, `[B, …]`
/// @param target their targets, `[B]` or `[B, 1]`
public record Batch(int index, int[] rows, Tensor features, Tensor target) {

  /// The number of samples.
  ///
  /// @return B
  public int count() {
    return rows.length;
  }
}
