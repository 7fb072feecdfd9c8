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
    return liftedRows(mask);
  }

  /// The same for queries that see no keys behind their own index: only the keys that a query sees
  /// decide, and the others are hidden by −∞.
  static Tensor lifted(Tensor mask, int queries, int keys) {
    int rank = mask.shape().rank();
    int rows = rank < 2 ? 1 : mask.shape().size(-2);
    int columns = rank < 1 ? 1 : mask.shape().size(-1);
    boolean fits = (rows == 1 || rows == queries) && (columns == 1 || columns == keys);
    if (!fits || mask.shape().count() == 0 || queries == 0 || keys == 0) {
      return mask;
    }
    Tensor seen = Tensor.ones(ElementType.BOOL, Shape.of(queries, keys)).tril();
    Tensor hidden = Tensor.scalar(mask.elementType(), Double.NEGATIVE_INFINITY);
    return liftedRows(mask.where(seen, hidden));
  }

  private static Tensor liftedRows(Tensor mask) {
    Tensor largest = mask.detach().max(KeepAxes.YES, -1);
    Tensor low = largest.less(LOW).logicalAnd(largest.isfinite());
    return mask.subtract(largest.where(low, Tensor.scalar(mask.elementType(), 0)));
  }
}
