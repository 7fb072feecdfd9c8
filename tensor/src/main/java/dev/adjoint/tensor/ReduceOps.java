package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.reduce.AnyAllOp;
import dev.adjoint.tensor.op.reduce.ArgExtremeOp;
import dev.adjoint.tensor.op.reduce.CumprodOp;
import dev.adjoint.tensor.op.reduce.CumsumOp;
import dev.adjoint.tensor.op.reduce.ExtremeOp;
import dev.adjoint.tensor.op.reduce.MeanOp;
import dev.adjoint.tensor.op.reduce.ProdOp;
import dev.adjoint.tensor.op.reduce.ReducedAxes;
import dev.adjoint.tensor.op.reduce.StdOp;
import dev.adjoint.tensor.op.reduce.SumOp;
import dev.adjoint.tensor.op.reduce.VarianceOp;
import dev.adjoint.tensor.op.reduce.VectorNorm;
import dev.adjoint.tensor.op.softmax.LogsumexpOp;
import java.util.ArrayList;
import java.util.List;

/// Sums, extremes and statistics over some or all axes.
///
/// Without axes a reduction goes over all of them. With [KeepAxes#YES] the reduced axes stay with
/// size 1.
public sealed interface ReduceOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// Sums and products of BOOL and I32 are I64, as in PyTorch, so that they do not wrap around
  /// early.
  private Tensor widened() {
    ElementType type = self().elementType();
    return type == ElementType.BOOL || type == ElementType.I32
        ? self().to(ElementType.I64)
        : self();
  }

  private Tensor dropped(Tensor kept, KeepAxes keepAxes, List<Integer> axes) {
    return keepAxes == KeepAxes.YES ? kept : kept.reshape(ReducedAxes.without(kept.shape(), axes));
  }

  /// `Σ x`; 0 where there is nothing to add.
  default Tensor sum(int... axes) {
    return sum(KeepAxes.NO, axes);
  }

  /// `Σ x`; 0 where there is nothing to add. Of I32 it is I64, of BOOL the number of true elements,
  /// I64.
  default Tensor sum(KeepAxes keepAxes, int... axes) {
    Require.present("sum", "keepAxes", keepAxes);
    Require.present("sum", "axes", axes);
    return ThreadContext.named(
        "sum",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("sum", self().shape(), axes);
          Tensor x = widened();
          return dropped(Tensor.apply(new SumOp(chosen), x), keepAxes, chosen);
        });
  }

  /// `Σ x / n`; NaN where there is nothing to average.
  default Tensor mean(int... axes) {
    return mean(KeepAxes.NO, axes);
  }

  /// `Σ x / n`; NaN where there is nothing to average.
  default Tensor mean(KeepAxes keepAxes, int... axes) {
    Require.present("mean", "keepAxes", keepAxes);
    Require.present("mean", "axes", axes);
    return ThreadContext.named(
        "mean",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("mean", self().shape(), axes);
          return dropped(Tensor.apply(new MeanOp(chosen), self()), keepAxes, chosen);
        });
  }

  /// The unbiased variance `Σ (x − x̄)² / (n − 1)`; NaN of fewer than two elements.
  default Tensor variance(int... axes) {
    return variance(1, KeepAxes.NO, axes);
  }

  /// `Σ (x − x̄)² / (n − correction)`; NaN where n is not above the correction.
  default Tensor variance(int correction, KeepAxes keepAxes, int... axes) {
    Require.present("variance", "keepAxes", keepAxes);
    Require.present("variance", "axes", axes);
    return ThreadContext.named(
        "variance",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("variance", self().shape(), axes);
          return dropped(
              Tensor.apply(new VarianceOp(correction, chosen), self()), keepAxes, chosen);
        });
  }

  /// The square root of the unbiased variance; the gradient is 0 where all elements are equal.
  default Tensor std(int... axes) {
    return std(1, KeepAxes.NO, axes);
  }

  /// `√(Σ (x − x̄)² / (n − correction))`; the gradient is 0 where all elements are equal.
  default Tensor std(int correction, KeepAxes keepAxes, int... axes) {
    Require.present("std", "keepAxes", keepAxes);
    Require.present("std", "axes", axes);
    return ThreadContext.named(
        "std",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("std", self().shape(), axes);
          return dropped(Tensor.apply(new StdOp(correction, chosen), self()), keepAxes, chosen);
        });
  }

  /// The largest element, NaN if there is one; equal ones share the gradient evenly.
  ///
  /// @throws ShapeException if there is nothing to choose from
  default Tensor max(int... axes) {
    return max(KeepAxes.NO, axes);
  }

  /// The largest element, NaN if there is one; equal ones share the gradient evenly.
  default Tensor max(KeepAxes keepAxes, int... axes) {
    Require.present("max", "keepAxes", keepAxes);
    Require.present("max", "axes", axes);
    return ThreadContext.named(
        "max",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("max", self().shape(), axes);
          return dropped(Tensor.apply(new ExtremeOp(true, chosen), self()), keepAxes, chosen);
        });
  }

  /// The smallest element, NaN if there is one; equal ones share the gradient evenly.
  ///
  /// @throws ShapeException if there is nothing to choose from
  default Tensor min(int... axes) {
    return min(KeepAxes.NO, axes);
  }

  /// The smallest element, NaN if there is one; equal ones share the gradient evenly.
  default Tensor min(KeepAxes keepAxes, int... axes) {
    Require.present("min", "keepAxes", keepAxes);
    Require.present("min", "axes", axes);
    return ThreadContext.named(
        "min",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("min", self().shape(), axes);
          return dropped(Tensor.apply(new ExtremeOp(false, chosen), self()), keepAxes, chosen);
        });
  }

  /// The position (I64) of the first largest element in C order; the first NaN wins.
  default Tensor argmax() {
    return self().reshape(-1).argmax(0);
  }

  /// The position (I64) along an axis of the first largest element; the first NaN wins.
  default Tensor argmax(int axis) {
    return argmax(KeepAxes.NO, axis);
  }

  /// The position (I64) along an axis of the first largest element; the first NaN wins.
  default Tensor argmax(KeepAxes keepAxes, int axis) {
    Require.present("argmax", "keepAxes", keepAxes);
    int along = self().shape().axis("argmax", axis);
    return dropped(Tensor.apply(new ArgExtremeOp(true, along), self()), keepAxes, List.of(along));
  }

  /// The position (I64) of the first smallest element in C order; the first NaN wins.
  default Tensor argmin() {
    return self().reshape(-1).argmin(0);
  }

  /// The position (I64) along an axis of the first smallest element; the first NaN wins.
  default Tensor argmin(int axis) {
    return argmin(KeepAxes.NO, axis);
  }

  /// The position (I64) along an axis of the first smallest element; the first NaN wins.
  default Tensor argmin(KeepAxes keepAxes, int axis) {
    Require.present("argmin", "keepAxes", keepAxes);
    int along = self().shape().axis("argmin", axis);
    return dropped(Tensor.apply(new ArgExtremeOp(false, along), self()), keepAxes, List.of(along));
  }

  /// `Π x`, of I32 and BOOL as I64; 1 where there is nothing to multiply. The gradient is right
  /// with zeros too.
  default Tensor prod(int... axes) {
    return prod(KeepAxes.NO, axes);
  }

  /// `Π x`, of I32 and BOOL as I64; 1 where there is nothing to multiply. The gradient is right
  /// with zeros too.
  default Tensor prod(KeepAxes keepAxes, int... axes) {
    Require.present("prod", "keepAxes", keepAxes);
    Require.present("prod", "axes", axes);
    return ThreadContext.named(
        "prod",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("prod", self().shape(), axes);
          Tensor product = widened();
          for (int axis : chosen) {
            product = LastAxis.along(new ProdOp(), product, axis);
          }
          return dropped(product, keepAxes, chosen);
        });
  }

  /// The length `√(Σ x²)`; the gradient at 0 is 0.
  default Tensor norm(int... axes) {
    return norm(2, KeepAxes.NO, axes);
  }

  /// `(Σ |x|ᵖ)^(1/p)`, `max |x|` for p = ∞; the gradient at 0 is 0.
  ///
  /// @param order p, above 0
  /// @throws IllegalArgumentException if the order is not above 0
  default Tensor norm(double order, KeepAxes keepAxes, int... axes) {
    Require.present("norm", "keepAxes", keepAxes);
    Require.present("norm", "axes", axes);
    return ThreadContext.named("norm", () -> VectorNorm.of(self(), order, keepAxes, axes));
  }

  /// `log Σ exp(x)`, without overflow; −∞ where all elements are −∞ or there are none.
  default Tensor logsumexp(int... axes) {
    return logsumexp(KeepAxes.NO, axes);
  }

  /// `log Σ exp(x)`, without overflow; −∞ where all elements are −∞ or there are none.
  default Tensor logsumexp(KeepAxes keepAxes, int... axes) {
    Require.present("logsumexp", "keepAxes", keepAxes);
    Require.present("logsumexp", "axes", axes);
    return ThreadContext.named(
        "logsumexp",
        () -> {
          List<Integer> chosen = ReducedAxes.axes("logsumexp", self().shape(), axes);
          return dropped(Tensor.apply(new LogsumexpOp(chosen), self()), keepAxes, chosen);
        });
  }

  /// The running sum `yᵢ = Σⱼ≤ᵢ xⱼ` along an axis, of I32 and BOOL as I64.
  default Tensor cumsum(int axis) {
    return ThreadContext.named(
        "cumsum", () -> Tensor.apply(new CumsumOp(self().shape().axis("cumsum", axis)), widened()));
  }

  /// The running product `yᵢ = Πⱼ≤ᵢ xⱼ` along an axis, of I32 and BOOL as I64; the gradient is
  /// right with zeros too.
  default Tensor cumprod(int axis) {
    return ThreadContext.named("cumprod", () -> LastAxis.along(new CumprodOp(), widened(), axis));
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
  default Sorted topk(int k, int axis) {
    return topk(k, axis, true);
  }

  /// The k largest elements along an axis in descending order, or the k smallest in ascending
  /// order.
  default Sorted topk(int k, int axis, boolean largest) {
    return Sorted.top(self(), k, axis, largest);
  }

  /// The value below which this fraction of the elements along an axis lies: where it falls between
  /// two, by a straight line; NaN if there is one.
  ///
  /// @param fraction within 0 … 1; 0.5 is the median
  default Tensor quantile(double fraction, int axis) {
    return ThreadContext.named("quantile", () -> Quantile.of(self(), fraction, KeepAxes.NO, axis));
  }

  /// The value below which this fraction of the elements along an axis lies.
  default Tensor quantile(double fraction, KeepAxes keepAxes, int axis) {
    Require.present("quantile", "keepAxes", keepAxes);
    return ThreadContext.named("quantile", () -> Quantile.of(self(), fraction, keepAxes, axis));
  }

  /// The middle element along an axis, the lower of two; NaN if there is one.
  default Tensor median(int axis) {
    return ThreadContext.named("median", () -> Quantile.median(self(), axis));
  }

  /// Whether any element is true (or not 0).
  default Tensor any(int... axes) {
    return any(KeepAxes.NO, axes);
  }

  /// Whether any element is true (or not 0).
  default Tensor any(KeepAxes keepAxes, int... axes) {
    Require.present("any", "keepAxes", keepAxes);
    Require.present("any", "axes", axes);
    List<Integer> chosen = ReducedAxes.axes("any", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAllOp(false, chosen), self()), keepAxes, chosen);
  }

  /// Whether all elements are true (or not 0).
  default Tensor all(int... axes) {
    return all(KeepAxes.NO, axes);
  }

  /// Whether all elements are true (or not 0).
  default Tensor all(KeepAxes keepAxes, int... axes) {
    Require.present("all", "keepAxes", keepAxes);
    Require.present("all", "axes", axes);
    List<Integer> chosen = ReducedAxes.axes("all", self().shape(), axes);
    return dropped(Tensor.apply(new AnyAllOp(true, chosen), self()), keepAxes, chosen);
  }

  /// The sum over what broadcasting repeated, so that the result has this shape: the transpose of
  /// `expand`.
  default Tensor sumTo(Shape shape) {
    Require.present("sumTo", "shape", shape);
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
    return (repeated.isEmpty() ? x : Tensor.apply(new SumOp(repeated), x)).reshape(shape);
  }
}
