package dev.adjoint.tensor;

import dev.adjoint.tensor.op.AnyAll;
import dev.adjoint.tensor.op.Reduce;
import dev.adjoint.tensor.op.Sum;
import java.util.ArrayList;
import java.util.List;

/// Sums, extremes and statistics over some or all axes.
///
/// Without axes a reduction goes over all of them. With `keepDims` the reduced axes stay with size
/// 1.
public sealed interface Reductions permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor dropped(Tensor kept, boolean keepDims, List<Integer> axes) {
    return keepDims ? kept : kept.reshape(Reduce.without(kept.shape(), axes));
  }

  /// `Σ x`; 0 where there is nothing to add.
  default Tensor sum(int... axes) {
    return sum(false, axes);
  }

  /// `Σ x`; 0 where there is nothing to add.
  default Tensor sum(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("sum", self().shape(), axes);
    return dropped(Tensor.apply(new Sum(chosen), self()), keepDims, chosen);
  }

  /// `Σ x / n`; NaN where there is nothing to average.
  default Tensor mean(int... axes) {
    return mean(false, axes);
  }

  /// `Σ x / n`; NaN where there is nothing to average.
  default Tensor mean(boolean keepDims, int... axes) {
    ElementTypeException.requireFloating("mean", self());
    int count = 1;
    for (int axis : Reduce.axes("mean", self().shape(), axes)) {
      count *= self().shape().size(axis);
    }
    return sum(keepDims, axes).divide(count);
  }

  /// Whether any element is true (or not 0).
  default Tensor any(int... axes) {
    List<Integer> chosen = Reduce.axes("any", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAll(false, chosen), self()), false, chosen);
  }

  /// Whether all elements are true (or not 0).
  default Tensor all(int... axes) {
    List<Integer> chosen = Reduce.axes("all", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAll(true, chosen), self()), false, chosen);
  }

  /// The sum over what broadcasting repeated, so that the result has this shape: the transpose of
  /// `expand`.
  default Tensor sumTo(Shape shape) {
    Tensor x = self();
    if (x.shape().equals(shape)) {
      return x;
    }
    int added = x.shape().rank() - shape.rank();
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (axis < added || (shape.size(axis - added) == 1 && x.shape().size(axis) != 1)) {
        repeated.add(axis);
      }
    }
    return (repeated.isEmpty() ? x : Tensor.apply(new Sum(repeated), x)).reshape(shape);
  }
}
