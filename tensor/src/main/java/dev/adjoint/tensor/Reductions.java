package dev.adjoint.tensor;

import dev.adjoint.tensor.op.AnyAll;
import dev.adjoint.tensor.op.Extreme;
import dev.adjoint.tensor.op.ExtremePlace;
import dev.adjoint.tensor.op.Norm;
import dev.adjoint.tensor.op.Reduce;
import dev.adjoint.tensor.op.Sum;
import dev.adjoint.tensor.op.Variance;
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

  /// The unbiased variance `Σ (x − x̄)² / (n − 1)`; NaN of fewer than two elements.
  default Tensor variance(int... axes) {
    return variance(1, false, axes);
  }

  /// `Σ (x − x̄)² / (n − correction)`; NaN where n is not above the correction.
  default Tensor variance(int correction, boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("variance", self().shape(), axes);
    return dropped(Tensor.apply(new Variance(correction, chosen), self()), keepDims, chosen);
  }

  /// The square root of the unbiased variance; the gradient is 0 where all elements are equal.
  default Tensor std(int... axes) {
    return std(1, false, axes);
  }

  /// `√(Σ (x − x̄)² / (n − correction))`; the gradient is 0 where all elements are equal.
  default Tensor std(int correction, boolean keepDims, int... axes) {
    return Norm.root(variance(correction, keepDims, axes));
  }

  /// The largest element, NaN if there is one; equal ones share the gradient evenly.
  ///
  /// @throws ShapeException if there is nothing to choose from
  default Tensor max(int... axes) {
    return max(false, axes);
  }

  /// The largest element, NaN if there is one; equal ones share the gradient evenly.
  default Tensor max(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("max", self().shape(), axes);
    return dropped(Tensor.apply(new Extreme(true, chosen), self()), keepDims, chosen);
  }

  /// The smallest element, NaN if there is one; equal ones share the gradient evenly.
  ///
  /// @throws ShapeException if there is nothing to choose from
  default Tensor min(int... axes) {
    return min(false, axes);
  }

  /// The smallest element, NaN if there is one; equal ones share the gradient evenly.
  default Tensor min(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("min", self().shape(), axes);
    return dropped(Tensor.apply(new Extreme(false, chosen), self()), keepDims, chosen);
  }

  /// The position (I64) of the first largest element in C order; the first NaN wins.
  default Tensor argmax() {
    return self().reshape(-1).argmax(0);
  }

  /// The position (I64) along an axis of the first largest element; the first NaN wins.
  default Tensor argmax(int axis) {
    return argmax(false, axis);
  }

  /// The position (I64) along an axis of the first largest element; the first NaN wins.
  default Tensor argmax(boolean keepDims, int axis) {
    int along = self().shape().axis("argmax", axis);
    return dropped(Tensor.apply(new ExtremePlace(true, along), self()), keepDims, List.of(along));
  }

  /// The position (I64) of the first smallest element in C order; the first NaN wins.
  default Tensor argmin() {
    return self().reshape(-1).argmin(0);
  }

  /// The position (I64) along an axis of the first smallest element; the first NaN wins.
  default Tensor argmin(int axis) {
    return argmin(false, axis);
  }

  /// The position (I64) along an axis of the first smallest element; the first NaN wins.
  default Tensor argmin(boolean keepDims, int axis) {
    int along = self().shape().axis("argmin", axis);
    return dropped(Tensor.apply(new ExtremePlace(false, along), self()), keepDims, List.of(along));
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
