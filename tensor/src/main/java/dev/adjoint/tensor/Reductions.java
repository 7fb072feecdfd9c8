package dev.adjoint.tensor;

import dev.adjoint.tensor.op.AnyAll;
import dev.adjoint.tensor.op.CumulativeProduct;
import dev.adjoint.tensor.op.CumulativeSum;
import dev.adjoint.tensor.op.Extreme;
import dev.adjoint.tensor.op.ExtremePlace;
import dev.adjoint.tensor.op.LogSumExp;
import dev.adjoint.tensor.op.Norm;
import dev.adjoint.tensor.op.Product;
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

  /// `Σ x`; 0 where there is nothing to add. Of BOOL it is the number of true elements, I64.
  default Tensor sum(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("sum", self().shape(), axes);
    Tensor x = self().elementType() == ElementType.BOOL ? self().to(ElementType.I64) : self();
    return dropped(Tensor.apply(new Sum(chosen), x), keepDims, chosen);
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

  /// `Π x`; 1 where there is nothing to multiply. The gradient is right with zeros too.
  default Tensor prod(int... axes) {
    return prod(false, axes);
  }

  /// `Π x`; 1 where there is nothing to multiply. The gradient is right with zeros too.
  default Tensor prod(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("prod", self().shape(), axes);
    Tensor product = self();
    for (int axis : chosen) {
      product = LastAxis.along(new Product(), product, axis);
    }
    return dropped(product, keepDims, chosen);
  }

  /// The length `√(Σ x²)`; the gradient at 0 is 0.
  default Tensor norm(int... axes) {
    return norm(2, false, axes);
  }

  /// `(Σ |x|ᵖ)^(1/p)`, `max |x|` for p = ∞; the gradient at 0 is 0.
  ///
  /// @param order p, above 0
  /// @throws IllegalArgumentException if the order is not above 0
  default Tensor norm(double order, boolean keepDims, int... axes) {
    return Norm.of(self(), order, keepDims, axes);
  }

  /// `log Σ exp(x)`, without overflow; −∞ where all elements are −∞ or there are none.
  default Tensor logSumExp(int... axes) {
    return logSumExp(false, axes);
  }

  /// `log Σ exp(x)`, without overflow; −∞ where all elements are −∞ or there are none.
  default Tensor logSumExp(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("logsumexp", self().shape(), axes);
    return dropped(Tensor.apply(new LogSumExp(chosen), self()), keepDims, chosen);
  }

  /// The running sum `yᵢ = Σⱼ≤ᵢ xⱼ` along an axis.
  default Tensor cumsum(int axis) {
    return Tensor.apply(new CumulativeSum(self().shape().axis("cumsum", axis)), self());
  }

  /// The running product `yᵢ = Πⱼ≤ᵢ xⱼ` along an axis; the gradient is right with zeros too.
  default Tensor cumprod(int axis) {
    return LastAxis.along(new CumulativeProduct(), self(), axis);
  }

  /// The elements along an axis in ascending order; equal ones keep their order, NaN comes last.
  default Sorted sort(int axis) {
    return sort(axis, false);
  }

  /// The elements along an axis in order; equal ones keep their order, NaN counts as the largest.
  default Sorted sort(int axis, boolean descending) {
    return Sorted.of(self(), axis, descending);
  }

  /// The k largest elements along an axis in descending order, NaN counting as the largest.
  ///
  /// @throws ShapeException if there are fewer than k
  default Sorted topK(int k, int axis) {
    return topK(k, axis, true);
  }

  /// The k largest elements along an axis in descending order, or the k smallest in ascending
  /// order.
  default Sorted topK(int k, int axis, boolean largest) {
    return Sorted.top(self(), k, axis, largest);
  }

  /// The value below which this fraction of the elements along an axis lies: where it falls between
  /// two, by a straight line; NaN if there is one.
  ///
  /// @param fraction within 0 … 1; 0.5 is the median
  default Tensor quantile(double fraction, int axis) {
    return Quantile.of(self(), fraction, false, axis);
  }

  /// The value below which this fraction of the elements along an axis lies.
  default Tensor quantile(double fraction, boolean keepDims, int axis) {
    return Quantile.of(self(), fraction, keepDims, axis);
  }

  /// The middle element along an axis, the lower of two; NaN if there is one.
  default Tensor median(int axis) {
    return Quantile.median(self(), axis);
  }

  /// Whether any element is true (or not 0).
  default Tensor any(int... axes) {
    return any(false, axes);
  }

  /// Whether any element is true (or not 0).
  default Tensor any(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("any", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAll(false, chosen), self()), keepDims, chosen);
  }

  /// Whether all elements are true (or not 0).
  default Tensor all(int... axes) {
    return all(false, axes);
  }

  /// Whether all elements are true (or not 0).
  default Tensor all(boolean keepDims, int... axes) {
    List<Integer> chosen = Reduce.axes("all", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAll(true, chosen), self()), keepDims, chosen);
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
