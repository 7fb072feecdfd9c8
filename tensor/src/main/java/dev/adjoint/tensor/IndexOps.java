package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.index.GatherOp;
import dev.adjoint.tensor.op.index.IndexSelectOp;
import dev.adjoint.tensor.op.index.Indices;
import java.util.List;

/// Elements chosen by indices and masks, and the reverse operations.
///
/// Indices are I64 or I32 and count from 0; an index outside its axis gives an [IndexException]
/// that names the index and its position. Masks are BOOL.
public sealed interface IndexOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// Refuses an index outside `0 … size − 1`, at once and whenever a recorded step runs again.
  ///
  /// @param outside what is thrown for the first such index in C order
  /// @throws ElementTypeException if this is not I64 or I32
  default void requireWithin(int size, Outside outside) {
    Require.present("requireWithin", "outside", outside);
    Indices.requireWithin(self(), size, outside::of);
  }

  /// The exception for an index that points outside.
  @FunctionalInterface
  interface Outside {
    /// Makes the exception.
    ///
    /// @param index the index
    /// @param position its position in C order
    RuntimeException of(long index, int position);
  }

  /// The slices of an axis at these indices, any number of times each and in any order.
  ///
  /// The sizes of the index replace the axis, so a table `[n, d]` looked up with `[batch, time]`
  /// indices along axis 0 gives `[batch, time, d]`: an embedding.
  default Tensor indexSelect(int axis, Tensor index) {
    Require.present("indexSelect", "index", index);
    int a = self().shape().axis("index select", axis);
    return Tensor.apply(new IndexSelectOp(a), self(), index);
  }

  /// This tensor with slices added at these indices: `y[…, index[j], …] += source[…, j, …]`; an
  /// index that comes twice adds twice.
  default Tensor indexAdd(int axis, Tensor index, Tensor source) {
    Require.present("indexAdd", "index", index);
    Require.present("indexAdd", "source", source);
    return ThreadContext.named("indexAdd", () -> Selecting.indexAdd(self(), axis, index, source));
  }

  /// `y[…, j, …] = x[…, index[…, j, …], …]` along an axis. The index has the rank of this tensor;
  /// in the other axes it may be shorter. The result has the shape of the index.
  default Tensor gather(int axis, Tensor index) {
    Require.present("gather", "index", index);
    return ThreadContext.named(
        "gather",
        () -> {
          int a = self().shape().axis("gather", axis);
          return Tensor.apply(new GatherOp(a), Selecting.cutTo(self(), a, index.shape()), index);
        });
  }

  /// This tensor with elements added along an axis: `y[…, index[…, j, …], …] += source[…, j, …]`.
  /// Source and index have the same shape, which in the other axes may be shorter than this tensor.
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    Require.present("scatterAdd", "index", index);
    Require.present("scatterAdd", "source", source);
    return ThreadContext.named(
        "scatterAdd", () -> Selecting.scatterAdd(self(), axis, index, source));
  }

  /// This tensor with elements replaced along an axis: `y[…, index[…, j, …], …] = source[…, j, …]`.
  /// Source and index have the same shape, which in the other axes may be shorter than this tensor.
  /// If an index comes twice, the last element in C order stays. The gradient of a replaced element
  /// is 0, and so is that of an element of the source that does not stay.
  ///
  /// It cannot be recorded, because the index is read.
  default Tensor scatter(int axis, Tensor index, Tensor source) {
    Require.present("scatter", "index", index);
    Require.present("scatter", "source", source);
    return ThreadContext.named("scatter", () -> Replacing.scatter(self(), axis, index, source));
  }

  /// This tensor with `y[indices[0], indices[1], …] = values`, or `+= values` (PyTorch's
  /// `index_put`). There is one index tensor for each of the first axes; they are broadcast with
  /// each other, and the values to their shape followed by the remaining axes.
  ///
  /// If a position comes twice, the last values in C order stay, or are added one after another.
  /// The gradient of a replaced element is 0, and so is that of values that do not stay. Without
  /// `accumulate` it cannot be recorded, because the indices are read.
  ///
  /// @param accumulate whether the values are added
  default Tensor indexPut(List<Tensor> indices, Tensor values, boolean accumulate) {
    Require.present("indexPut", "indices", indices);
    Require.present("indexPut", "values", values);
    return ThreadContext.named(
        "indexPut", () -> Replacing.indexPut(self(), indices, values, accumulate));
  }

  /// This tensor with elements put together along an axis, as [#scatterAdd] does by sums. Places
  /// that no index names keep this tensor's element. Where several elements are the largest or
  /// smallest, the gradient is halved between the one found so far and the next.
  ///
  /// A product, maximum or minimum takes as many passes as the most elements that go to one
  /// position, and cannot be recorded, because the index is read.
  ///
  /// @param includeSelf whether this tensor's element takes part in positions that an index names
  default Tensor scatterReduce(
      int axis, Tensor index, Tensor source, ScatterReduce how, boolean includeSelf) {
    Require.present("scatterReduce", "index", index);
    Require.present("scatterReduce", "source", source);
    Require.present("scatterReduce", "how", how);
    return ThreadContext.named(
        "scatterReduce",
        () -> ReducedScatter.reduce(self(), axis, index, source, how, includeSelf));
  }

  /// The elements where the mask is true, in C order along one axis, whose length depends on the
  /// data. The two are broadcast.
  default Tensor maskedSelect(Tensor mask) {
    Require.present("maskedSelect", "mask", mask);
    return ThreadContext.named("maskedSelect", () -> Selecting.masked(self(), mask));
  }

  /// This number where the mask is true, otherwise the element. The two are broadcast.
  default Tensor maskedFill(Tensor mask, double value) {
    Require.present("maskedFill", "mask", mask);
    return ThreadContext.named(
        "maskedFill", () -> Tensor.scalar(self().elementType(), value).where(mask, self()));
  }

  /// The positions of the elements that are not 0 (or true), in C order: I64, one row each, one
  /// column for each axis.
  default Tensor nonzero() {
    return Selecting.nonzero(self());
  }

  /// F32 with a new last axis of `classes` elements: 1 at the index, 0 elsewhere (PyTorch: I64).
  default Tensor oneHot(int classes) {
    return Selecting.oneHot(self(), classes);
  }
}
