package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.movement.DiagonalOp;
import dev.adjoint.tensor.op.movement.ExpandOp;
import dev.adjoint.tensor.op.movement.FlipOp;
import dev.adjoint.tensor.op.movement.PermuteOp;
import dev.adjoint.tensor.op.movement.ReshapeOp;
import dev.adjoint.tensor.op.movement.SliceOp;
import dev.adjoint.tensor.op.movement.TriangleOp;
import dev.adjoint.tensor.op.reduce.ReducedAxes;
import java.util.List;

/// Other arrangements of the same elements, as views where possible.
public sealed interface MovementOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The elements in C order under these sizes; one size may be −1, which takes what is left over.
  default Tensor reshape(int... sizes) {
    Require.present("reshape", "sizes", sizes);
    return reshape(ReshapeOp.resolve(self().shape(), sizes));
  }

  /// The elements in C order under this shape.
  default Tensor reshape(Shape shape) {
    Require.present("reshape", "shape", shape);
    return shape.equals(self().shape()) ? self() : Tensor.apply(new ReshapeOp(shape), self());
  }

  /// The axes in this order, each named once.
  default Tensor permute(int... axes) {
    Require.present("permute", "axes", axes);
    return Tensor.apply(PermuteOp.of(self().shape(), axes), self());
  }

  /// The last two axes swapped.
  default Tensor transpose() {
    return ThreadContext.named(
        "transpose",
        () ->
            self().shape().rank() == 2
                ? Tensor.apply(PermuteOp.TRANSPOSE, self())
                : transpose(-2, -1));
  }

  /// Two axes swapped.
  default Tensor transpose(int first, int second) {
    return ThreadContext.named(
        "transpose",
        () -> {
          Shape shape = self().shape();
          int[] axes = new int[shape.rank()];
          for (int i = 0; i < axes.length; i++) {
            axes[i] = i;
          }
          int a = shape.axis("transpose", first);
          int b = shape.axis("transpose", second);
          axes[a] = b;
          axes[b] = a;
          return permute(axes);
        });
  }

  /// Repeats axes of size 1, and adds axes in front, without copying.
  default Tensor expand(int... sizes) {
    return expand(Shape.of(sizes));
  }

  /// Repeats axes of size 1, and adds axes in front, without copying.
  default Tensor expand(Shape shape) {
    Require.present("expand", "shape", shape);
    return shape.equals(self().shape()) ? self() : Tensor.apply(new ExpandOp(shape), self());
  }

  /// Without the axes of size 1.
  default Tensor squeeze() {
    return ThreadContext.named("squeeze", () -> reshape(Rearranged.squeezed(self().shape())));
  }

  /// Without this axis, which must have size 1 (PyTorch leaves other sizes as they are).
  default Tensor squeeze(int axis) {
    return ThreadContext.named("squeeze", () -> reshape(Rearranged.squeezed(self().shape(), axis)));
  }

  /// With a new axis of size 1 at this index of the result; −1 adds it as the last one.
  default Tensor unsqueeze(int axis) {
    return ThreadContext.named(
        "unsqueeze", () -> reshape(Rearranged.unsqueezed(self().shape(), axis)));
  }

  /// All elements along one axis, in C order.
  default Tensor flatten() {
    return ThreadContext.named("flatten", () -> reshape(self().shape().count()));
  }

  /// The axes `first … last` joined into one; −1 is the last axis, and a single number becomes one
  /// axis of size 1.
  default Tensor flatten(int first, int last) {
    return ThreadContext.named(
        "flatten", () -> reshape(Rearranged.flattened(self().shape(), first, last)));
  }

  /// One axis cut into axes of these sizes, whose product is its size; one of them may be −1: what
  /// is left over.
  default Tensor unflatten(int axis, int... sizes) {
    Require.present("unflatten", "sizes", sizes);
    return ThreadContext.named(
        "unflatten", () -> reshape(Rearranged.unflattened(self().shape(), axis, sizes)));
  }

  /// The axis `from` moved to the index `to`; the others keep their order.
  default Tensor moveaxis(int from, int to) {
    return ThreadContext.named(
        "moveaxis", () -> permute(Rearranged.moved(self().shape(), from, to)));
  }

  /// The elements `from …` of an axis; negative numbers count from the end. A view.
  default Tensor slice(int axis, int from) {
    return slice(axis, from, Integer.MAX_VALUE, 1);
  }

  /// The elements `from … to − 1` of an axis; negative numbers count from the end, and what is
  /// outside is left out, as in PyTorch. A view.
  default Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /// The elements `from, from + step, …` of an axis before `to`; a negative step goes backwards. A
  /// view.
  default Tensor slice(int axis, int from, int to, int step) {
    return Tensor.apply(SliceOp.of(self().shape(), axis, from, to, step), self());
  }

  /// One element of an axis, which is gone from the result. A view.
  ///
  /// @throws IndexException if the index is not within `-size … size - 1`
  default Tensor select(int axis, int index) {
    return ThreadContext.named(
        "select",
        () -> {
          int at = Rearranged.index(self().shape(), axis, index);
          return slice(axis, at, at + 1, 1).squeeze(axis);
        });
  }

  /// The elements in reverse order along these axes, or along all if none is named. A view.
  default Tensor flip(int... axes) {
    Require.present("flip", "axes", axes);
    return Tensor.apply(new FlipOp(ReducedAxes.axes("flip", self().shape(), axes)), self());
  }

  /// `x[i, i]` of the first two axes, as the last axis of the result. A view.
  default Tensor diagonal() {
    return diagonal(0, 0, 1);
  }

  /// `x[i, i + offset]` of two axes, as the last axis of the result. A view.
  default Tensor diagonal(int offset, int first, int second) {
    return Tensor.apply(DiagonalOp.of(self().shape(), offset, first, second), self());
  }

  /// The lower triangle of each matrix, with the diagonal; 0 above.
  default Tensor tril() {
    return tril(0);
  }

  /// `x[…, i, j]` where `j − i ≤ diagonal`, else 0.
  default Tensor tril(int diagonal) {
    return Tensor.apply(new TriangleOp(false, diagonal), self());
  }

  /// The upper triangle of each matrix, with the diagonal; 0 below.
  default Tensor triu() {
    return triu(0);
  }

  /// `x[…, i, j]` where `j − i ≥ diagonal`, else 0.
  default Tensor triu(int diagonal) {
    return Tensor.apply(new TriangleOp(true, diagonal), self());
  }

  /// The tensor repeated this number of times along each axis; more counts than axes add axes in
  /// front.
  default Tensor repeat(int... counts) {
    Require.present("repeat", "counts", counts);
    return ThreadContext.named("repeat", () -> Rearranged.repeated(self(), counts));
  }

  /// Each element of an axis repeated this number of times in a row: `a, a, b, b` from `a, b`.
  default Tensor repeatInterleave(int axis, int count) {
    return ThreadContext.named(
        "repeatInterleave", () -> Rearranged.interleaved(self(), axis, count));
  }

  /// A frame of one number around the last axes. `amounts` are elements before and after the last
  /// axis, then before and after the one before it, and so on, as in PyTorch; a negative amount
  /// cuts away.
  default Tensor pad(double value, int... amounts) {
    Require.present("pad", "amounts", amounts);
    return ThreadContext.named("pad", () -> Rearranged.padded(self(), value, amounts));
  }

  /// A frame of the tensor's own elements around the last axes, in the order of [#pad(double,
  /// int...)]; the amounts are at least 0.
  ///
  /// @throws ShapeException if an amount is negative, or larger than the mode allows
  default Tensor pad(PadMode mode, int... amounts) {
    Require.present("pad", "mode", mode);
    Require.present("pad", "amounts", amounts);
    return ThreadContext.named("pad", () -> Framed.padded(self(), mode, amounts));
  }

  /// The elements moved by `shift` along an axis; those that leave at one end enter at the other.
  default Tensor roll(int axis, int shift) {
    return ThreadContext.named("roll", () -> Framed.rolled(self(), axis, shift));
  }

  /// Windows of `size` elements along an axis, from one to the next `step` elements; their elements
  /// become a new last axis (`Tensor.unfold` of PyTorch).
  ///
  /// @throws ShapeException if size or step is below 1, or no window fits
  default Tensor windows(int axis, int size, int step) {
    return ThreadContext.named(
        "windows",
        () -> {
          int a = self().shape().axis("windows", axis);
          return Framed.windows("windows", self(), a, size, step, 1).moveaxis(a + 1, -1);
        });
  }

  /// Parts of this length along an axis; the last one may be shorter. Views.
  default List<Tensor> split(int axis, int size) {
    return Joining.split(self(), axis, Joining.equalSizes(self().shape(), axis, size));
  }

  /// Parts of these lengths along an axis, which together make up the axis. Views.
  default List<Tensor> split(int axis, int[] sizes) {
    Require.present("split", "sizes", sizes);
    return Joining.split(self(), axis, sizes);
  }

  /// At most this number of parts of equal length along an axis; the last one may be shorter; as in
  /// PyTorch, a size that does not divide may give fewer parts. Views.
  default List<Tensor> chunk(int axis, int count) {
    return Joining.chunk(self(), axis, count);
  }

  /// The tensors along an axis, which they do not have any more. Views.
  ///
  /// They are cut out of parts of parts of this tensor, so that a backward pass adds the gradient
  /// of each to that of a small part: its cost grows with the length of the axis times its
  /// logarithm, while that of as many calls of [#select] grows with the square of the length.
  default List<Tensor> unbind(int axis) {
    return Joining.unbind(self(), self().shape().axis("unbind", axis));
  }
}
