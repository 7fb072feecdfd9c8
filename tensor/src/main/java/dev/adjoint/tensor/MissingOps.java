package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;

/// Numbers that are missing: NaN found, left out and replaced.
public sealed interface MissingOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// BOOL, true where the element is NaN.
  default Tensor isnan() {
    return ThreadContext.named("isnan", () -> self().notEqual(self()));
  }

  /// BOOL, true where the element is infinite.
  default Tensor isinf() {
    return ThreadContext.named("isinf", () -> self().abs().eq(Double.POSITIVE_INFINITY));
  }

  /// BOOL, true where the element is neither infinite nor NaN.
  default Tensor isfinite() {
    return ThreadContext.named("isfinite", () -> self().abs().less(Double.POSITIVE_INFINITY));
  }

  /// The sum over these axes, or over all if none is named, in which NaN counts as 0; it gets no
  /// gradient.
  default Tensor nansum(int... axes) {
    Require.present("nansum", "axes", axes);
    return ThreadContext.named("nansum", () -> nanToNum(0).sum(axes));
  }

  /// The mean over these axes, or over all if none is named, of what is not NaN; NaN where all are.
  default Tensor nanmean(int... axes) {
    Require.present("nanmean", "axes", axes);
    return ThreadContext.named(
        "nanmean",
        () -> {
          Tensor counted = isnan().logicalNot().to(self().elementType()).sum(axes);
          return nanToNum(0).sum(axes).divide(counted);
        });
  }

  /// The middle of the elements along an axis that are not NaN, the lower of two; NaN where all
  /// are.
  default Tensor nanmedian(int axis) {
    return ThreadContext.named("nanmedian", () -> Quantile.nanmedian(self(), axis));
  }

  /// The value below which this fraction of the elements along an axis lies that are not NaN: where
  /// it falls between two, by a straight line; NaN where all are.
  ///
  /// @param fraction within 0 … 1; 0.5 is the median
  default Tensor nanquantile(double fraction, int axis) {
    return ThreadContext.named("nanquantile", () -> Quantile.nanquantile(self(), fraction, axis));
  }

  /// The elements, with this number in place of NaN; infinities stay (PyTorch's `nan_to_num` with
  /// `posinf` and `neginf` left at infinity). NaN gets no gradient.
  default Tensor nanToNum(double value) {
    return ThreadContext.named(
        "nanToNum", () -> Tensor.scalar(self().elementType(), value).where(isnan(), self()));
  }
}
