package dev.adjoint.tensor;

/// Masks of attention that hide every key of a query by a large negative number, such as −1e9.
final class LowRows {
  /// Below this number the sum of a score and the mask loses digits that matter.
  private static final double LOW = -1000;

  private LowRows() {}

  /// The mask whose rows have no largest number below [#LOW]: a softmax does not change when all
  /// scores of a query change by the same number. Without this the scores, and the normalisation of
  /// the weights in the gradient, would be lost in the rounding of the mask. A row that is all −∞
  /// stays: its query sees no key.
  ///
  /// @param mask numbers that are added to the scores
  static Tensor lifted(Tensor mask) {
    if (mask.shape().rank() == 0 || mask.shape().count() == 0) {
      return mask;
    }
    Tensor largest = mask.detach().max(KeepAxes.YES, -1);
    Tensor low = largest.less(LOW).logicalAnd(largest.isfinite());
    return mask.subtract(largest.where(low, Tensor.scalar(mask.elementType(), 0)));
  }
}
