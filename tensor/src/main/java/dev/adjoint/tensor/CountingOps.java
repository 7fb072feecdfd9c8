package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.RecordingGate;
import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.index.SearchSortedOp;
import dev.adjoint.tensor.op.reduce.CumulativeExtremeOp;

/// Counting and order: histograms, distinct elements, positions in sorted rows, running extremes.
public sealed interface CountingOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// How often each of the integers 0, 1, … is an element: I64 with one count up to the largest
  /// element, at least `minLength` of them. The length depends on the data.
  ///
  /// @throws IndexException if an element is negative
  default Tensor bincount(int minLength) {
    return ThreadContext.named("bincount", () -> Counting.bincount(self(), minLength));
  }

  /// The counts of elements in `bins` equal intervals from `low` to `high`, both included, in the
  /// type of this tensor; elements outside and NaN are not counted. Without a gradient.
  ///
  /// @throws IllegalArgumentException if there are no bins, or `low` is not below `high`
  default Tensor histc(int bins, double low, double high) {
    return ThreadContext.named("histc", () -> Counting.histc(self(), bins, low, high));
  }

  /// The distinct elements in ascending order, the index of each element among them, and how often
  /// each occurs. Lengths depend on the data; each NaN counts as distinct.
  default Unique unique() {
    RecordingGate.refuseReading("unique");
    return ThreadContext.named("unique", () -> Counting.unique(self()));
  }

  /// For each value the index (I64) at which it would be inserted into this sorted row, in front of
  /// equal elements. This is `[…, n]` and the values `[…, m]`, or this `[n]` and the values any
  /// shape.
  ///
  /// @throws ShapeException if the leading axes differ
  default Tensor searchsorted(Tensor values) {
    return searchsorted(values, false);
  }

  /// The same, behind equal elements if `right`.
  default Tensor searchsorted(Tensor values, boolean right) {
    Require.present("searchsorted", "values", values);
    return Tensor.apply(new SearchSortedOp(right), self(), values);
  }

  /// For each element the number of boundaries (sorted, `[n]`) below it.
  default Tensor bucketize(Tensor boundaries) {
    Require.present("bucketize", "boundaries", boundaries);
    return ThreadContext.named("bucketize", () -> boundaries.searchsorted(self()));
  }

  /// The largest element so far along an axis and its index, the last of equal ones; NaN stays. The
  /// gradient goes to that element.
  default Sorted cummax(int axis) {
    return extremes("cummax", axis, true);
  }

  /// The smallest element so far along an axis and its index.
  default Sorted cummin(int axis) {
    return extremes("cummin", axis, false);
  }

  private Sorted extremes(String name, int axis, boolean largest) {
    return ThreadContext.named(
        name,
        () -> {
          int along = self().shape().axis(name, axis);
          Tensor indices = Tensor.apply(new CumulativeExtremeOp(along, largest), self());
          return new Sorted(self().gather(along, indices), indices);
        });
  }

  /// The differences of neighbours along an axis, one fewer than elements.
  default Tensor diff(int axis) {
    return ThreadContext.named(
        "diff",
        () -> {
          int along = self().shape().axis("diff", axis);
          int size = self().shape().size(along);
          return size == 0
              ? self()
              : self().slice(along, 1, size).subtract(self().slice(along, 0, size - 1));
        });
  }

  /// This tensor with the elements of `source` put where the mask is true, in C order; the mask is
  /// broadcast to this tensor.
  ///
  /// @throws IndexException if the source has too few elements
  default Tensor maskedScatter(Tensor mask, Tensor source) {
    Require.present("maskedScatter", "mask", mask);
    Require.present("maskedScatter", "source", source);
    return ThreadContext.named("maskedScatter", () -> Counting.maskedScatter(self(), mask, source));
  }
}
