package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The vector norms, composed of other operations: `‖x‖ₚ = (Σ |x|ᵖ)^(1/p)`, and `max |x|` for p =
/// ∞.
///
/// The gradient is `g · sign(x) · (|x| / ‖x‖ₚ)^(p − 1)`. Where it is not defined it is 0, as in
/// PyTorch: at a vector of zeros, and for elements that are 0.
public final class VectorNorm {

  private VectorNorm() {}

  /// The norm over some axes (all if none are named).
  ///
  /// @param order p, above 0; may be infinite
  public static Tensor of(Tensor x, double order, KeepAxes keepAxes, int... axes) {
    ElementTypeException.requireFloating("norm", x);
    if (!(order > 0)) {
      throw new IllegalArgumentException(
          "norm: the order is a number above 0 or infinite, but is %s; use 2 for the length"
              .formatted(order));
    }
    if (order == 1) {
      return x.abs().sum(keepAxes, axes);
    }
    List<Integer> chosen = ReducedAxes.axes("norm", x.shape(), axes);
    if (order == 2) {
      return dropped(Tensor.apply(new EuclideanNormOp(chosen), x), keepAxes, chosen);
    }
    if (order == Double.POSITIVE_INFINITY) {
      return x.abs().max(keepAxes, axes);
    }
    Tensor size = size(x, chosen);
    int[] reduced = ReducedAxes.toArray(chosen);
    Tensor scaled = power(x.abs().divide(size), order).sum(KeepAxes.YES, reduced);
    return dropped(power(scaled, 1 / order).multiply(size), keepAxes, chosen);
  }

  /// The largest absolute value, a constant that keeps the powers within range; 1 where it is 0 or
  /// not finite.
  private static Tensor size(Tensor x, List<Integer> axes) {
    Tensor largest = ReducedAxes.over(Reduction.MAXIMUM, x.detach().abs(), axes);
    Tensor infinite = largest.eq(Double.POSITIVE_INFINITY);
    Tensor finite = one(x).where(infinite, largest);
    return finite.where(largest.greater(0), one(x));
  }

  private static Tensor dropped(Tensor kept, KeepAxes keepAxes, List<Integer> axes) {
    return keepAxes == KeepAxes.YES ? kept : kept.reshape(ReducedAxes.without(kept.shape(), axes));
  }

  /// `xᵖ` for x ≥ 0, with gradient 0 at 0. An x of 0 is replaced by 1, which keeps infinities out
  /// of the branch that is not selected; their product with 0 would be NaN.
  private static Tensor power(Tensor x, double exponent) {
    Tensor zero = x.eq(0);
    return zero(x).where(zero, one(x).where(zero, x).pow(exponent));
  }

  private static Tensor zero(Tensor like) {
    return Tensor.scalar(like.elementType(), 0);
  }

  private static Tensor one(Tensor like) {
    return Tensor.scalar(like.elementType(), 1);
  }
}
